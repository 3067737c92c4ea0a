@clever-cloud
Feature: What the platform opens, and to whom
  How the emulated platform guards its hosts. These rows judge the mock itself, by plain HTTP.

  Background:
    Given somebody holds a user token and an API token

  @CLV-01
  Rule: Console, tools and third parties use one public API

    Scenario: A consumer that was made in the console is seen over the API
      Given somebody has created the OAuth consumer "Demo" in the console of Clever Cloud
      When somebody asks the API for the organisation's consumers
      Then the answer names "Demo"

  @CLV-02
  Rule: The API offers two authentication mechanisms

    Scenario: OAuth 1 opens the API host
      When somebody asks the API for "/v2/self" with the user token
      Then the request is answered with 200

    Scenario: An API token opens the bridge
      When somebody asks the bridge for "/v2/self" with the API token
      Then the request is answered with 200

    Scenario: An API token does not open the API host
      When somebody asks the API for "/v2/self" with the API token
      Then the request is answered with 401

    Scenario: Nobody in particular is let in nowhere
      When somebody asks the API for "/v2/self" without a credential
      Then the request is answered with 401

  @CLV-03
  Rule: An API token stands for a specific user

    Scenario: An API token opens what its user may see
      When somebody asks the bridge for the organisation of its user with the API token
      Then the request is answered with 200

    Scenario: An API token does not open what its user may not see
      When somebody asks the bridge for the organisation of somebody else with the API token
      Then the request is answered with 404

  @CLV-30
  Rule: Paths are versioned

    Scenario Outline: <path> is answered with <status>
      When somebody asks the API for "<path>" with the user token
      Then the request is answered with <status>

      Examples:
        | path                  | status | reason                              |
        | /v2/summary           | 200    | below /v2                           |
        | /v4/products/zones    | 200    | below /v4                           |
        | /self                 | 404    | the seed's path without its version |
        | /oauth/authorize      | 404    | the same of the dance               |
