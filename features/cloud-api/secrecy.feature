@cloud-api @cap:api-key
Feature: Secrecy of API keys
  "Treat them as secrets": a key is for the API and nobody else. Page: "Cloud API Platform", Authentication.

  @CAP-17
  Rule: Keys are secrets

    Scenario: No URL holds the key
      When the client uses every endpoint once
      Then no URL holds the key, the secret or the token

    Scenario: The User-Agent does not hold the key
      When the client uses every endpoint once
      Then no User-Agent holds the key, the secret or the token

    Scenario: A failure told to the caller does not hold the key
      Given the client was given a key that was never issued
      When the client lists projects
      Then the caller is told that the token is refused
      And nothing told to the caller holds a secret

    @cap:projects.list
    Scenario: A refusal that repeats the key is told without it
      Given the API repeats the key in its refusals
      When the client is asked for the list of projects
      Then the caller is told that the token is refused
      And nothing told to the caller holds a secret

    Scenario Outline: A redirect of <what> to another host does not take the key along
      Given the API sends what asks for <what> on to another host
      When the client <asks>
      Then the key has not gone to the other host

      Examples:
        | what          | asks                  |
        | a list        | lists projects        |
        | a new project | creates a new project |
