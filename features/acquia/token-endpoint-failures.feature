@acquia @cap:client-credentials
Feature: Failures of the token endpoint
  What goes wrong in the exchange must reach the caller as what it is. The forms of failure are those that the
  platform has answered over the years.

  Background:
    Given the user has generated an API token

  @ACQ-04
  Rule: Without a token there is nothing to call with

    Scenario: The error of the first generation is read
      Given the client was given a wrong secret
      When the client makes a call
      Then the caller is told of "invalid_client" or "The client credentials are invalid"

    Scenario: The error of the second generation is read
      Given the token endpoint is of the second generation
      And the client was given a wrong secret
      When the client makes a call
      Then the caller is told of "invalid_client" or "Invalid value for 'client_id' parameter."

    Scenario Outline: <failure> is told as <kind>
      Given the token endpoint answers with <failure>
      When the client makes a call
      Then the caller is told of <kind>
      And no API call is made without a token
      And the client does not loop

      Examples:
        | failure                      | kind                  |
        | an HTML error page           | a failing server      |
        | an unavailable service       | a failing server      |
        | malformed JSON               | a malformed answer    |
        | a JSON list                  | a malformed answer    |
        | no access token              | a malformed answer    |
        | an access token that is null | a malformed answer    |
        | an empty body                | a malformed answer    |
        | a connection cut in the body | a broken connection   |
