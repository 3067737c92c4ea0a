@api-token-realm @cap:header
Feature: The API token in the Authorization header
  One of the two ways to send it: the word apiToken, a blank, the token. Page: "API authentification", header.

  Background:
    Given the client holds an API token
    And the client sends its token in the header

  @ATR-21
  Rule: The token is attached to the Authorization header, after the word apiToken

    Scenario: Carries the token after the word apiToken
      When the client lists the metrics
      Then every call carries the token after the word apiToken
      And the call succeeds

    Scenario: Spells the word as documented
      When the client lists the metrics
      Then the word is spelled as documented

    Scenario Outline: Carries the token when it <what>
      When the client <what>
      Then every call carries the token after the word apiToken
      And the call succeeds

      Examples:
        | what                       | reason                              |
        | asks for the head of a list | HEAD is as little public as GET     |
        | adds a project             | POST, with a body                   |
        | removes a project          | DELETE, with an answer without body |

    Scenario: Carries the token where a redirect leads to the same host
      When the client asks for the latest metric, which a redirect leads to
      Then every call carries the token after the word apiToken

    @cap:follow-links
    Scenario: Carries the token on the next page
      Given the client has listed the metrics
      When the client follows the link to the next page
      Then every call carries the token after the word apiToken
      And the call succeeds

    Scenario: A token of the header is in no query
      When the client lists the metrics with the query "from=now-1h"
      Then the token goes one way only

  @ATR-22
  Rule: One header, one blank, the token as it is

    Scenario: The header has the form of the sample
      When the client lists the metrics
      Then the Authorization header has the form of the sample

    Scenario Outline: <what> in a token is sent as it is
      Given the client holds an API token that holds "<characters>"
      When the client lists the metrics
      Then the Authorization header has the form of the sample
      And the call succeeds

      Examples:
        | what             | characters |
        | a plus sign      | +          |
        | an escape        | %2B        |
        | a padding        | / =        |

    Scenario Outline: A token that was pasted with <what> is not sent so
      Given the client was given its token with <what>
      When the client lists the metrics
      Then the token is cleaned, or refused by the client itself

      Examples:
        | what                     | reason                                    |
        | its scheme before it     | the platform sees it twice, and says 401  |
        | the line end of its file | no header can hold one                    |
