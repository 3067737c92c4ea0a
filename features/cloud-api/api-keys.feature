@cloud-api @cap:api-key
Feature: API keys
  Servers use the API with a key from the developer console: "Use your API key in the Authorization header as a
  Bearer token for every request". Page: "Cloud API Platform", Authentication.

  @CAP-08
  Rule: API keys are for server-to-server integrations

    Scenario: Each session uses its own key
      Given two sessions have keys of their own
      When each session lists projects
      Then each session has used its own key

  @CAP-10
  Rule: The key is the bearer token of every request

    Scenario: Every request carries the key
      When the client uses every endpoint once
      Then every request carries the client's key as it was given

    Scenario: The key is in the Authorization header only
      When the client uses every endpoint once
      Then the key stands nowhere else

    Scenario: A key that was never issued is refused, and the caller is told
      Given the client was given a key that was never issued
      When the client lists projects
      Then the caller is told that the token is refused
      And the client does not loop

  @CAP-16
  Rule: API keys are opaque strings

    Scenario Outline: A key that <looks> is sent as it was given
      Given the client's key <looks>
      When the client lists projects
      Then every request carries the client's key as it was given
      And the call succeeds

      Examples:
        | looks                                   | reason                              |
        | looks like a JWT that has expired       | its claims are nobody's business    |
        | looks like a JWT and is none            | it cannot be decoded                |
        | has no prefix                           | the prefix is the platform's matter |
        | is of the test environment              | sk_test_                            |
        | holds every character that a key may hold | RFC 6750: b64token                |
        | is very long                            | 960 characters                      |

  @CAP-17
  Rule: Keys are rotated regularly

    Scenario: A key that was revoked is refused, and the caller is told
      Given the client has listed projects
      And the platform has revoked the client's key
      When the client lists projects
      Then the caller is told that the token is refused
      And the client does not loop

    @cap:rotation
    Scenario: A new key is used from then on
      Given the client has listed projects
      And the client was given a new key
      When the client lists projects
      Then every request since then carries the new key
      And the call succeeds

    @cap:rotation
    Scenario: The old key may be revoked at once
      Given the client has listed projects
      And the client was given a new key
      And the old key has been revoked
      When the client creates a new project
      Then every request since then carries the new key
      And the call succeeds
