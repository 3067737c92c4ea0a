@acquia
Feature: Managing API tokens over the API
  Creating, listing and removing API tokens as the platform's own API offers it. These rows judge the mock
  itself.

  Background:
    Given somebody holds an access token

  @ACQ-13
  Rule: The secret cannot be retrieved later

    Scenario: The list of API tokens tells no secret
      Given somebody has created the API token "ci job" over the API
      When somebody lists the API tokens
      Then the list names "ci job" and tells no secret

  @ACQ-14
  Rule: A token can be removed at any time

    Scenario: A removed API token cannot be exchanged any more
      Given somebody has created the API token "ci job" over the API
      When somebody removes the API token "ci job"
      Then the API token "ci job" cannot be exchanged

    Scenario: A removed API token cannot be removed again
      Given somebody has created the API token "ci job" over the API
      And somebody has removed the API token "ci job"
      When somebody removes the API token "ci job"
      Then the platform answers 409

  @ACQ-15
  Rule: A user has several tokens

    Scenario: Removing one API token leaves the others working
      Given somebody has created the API token "ci job" over the API
      And somebody has created the API token "laptop" over the API
      When somebody removes the API token "ci job"
      Then the API token "laptop" can be exchanged

  @ACQ-25
  Rule: The curl request generates an access token, not an API token

    Scenario: An exchange creates no key and secret
      When somebody exchanges the API token for another access token
      Then the user has as many API tokens as before
