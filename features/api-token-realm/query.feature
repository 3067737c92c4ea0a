@api-token-realm @cap:query
Feature: The API token in the query
  The other of the two ways, for what cannot send a header. Page: "API authentification", query parameter.

  @ATR-23
  Rule: The token is added as a query parameter

    Background:
      Given the client holds an API token
      And the client sends its token in the query

    Scenario: Carries the token in its parameter, once
      When the client lists the metrics
      Then every call carries the token in its query, once
      And the call succeeds

    Scenario Outline: The parameter may be called <name>
      Given the query parameter is called "<name>"
      When the client lists the metrics
      Then every call carries the token in its query, once
      And the call succeeds

      Examples:
        | name      | reason                              |
        | api-token | the name that another product uses  |
        | key       | nothing of the scheme's word        |

    Scenario Outline: <what> in a token is percent-encoded
      Given the client holds an API token that holds "<characters>"
      When the client lists the metrics
      Then every call carries the token in its query, once
      And the call succeeds

      Examples:
        | what                      | characters | raw                          |
        | a plus sign               | +          | is a blank                   |
        | an escape                 | %2B        | is a plus sign               |
        | an ampersand              | &          | ends the value               |
        | a number sign             | #          | ends the query               |
        | a slash and a padding     | / =        | may pass, and not everywhere |

    Scenario Outline: A query with <what> stays as it is
      When the client lists the metrics with the query "<query>"
      Then the query holds what was asked for
      And every call carries the token in its query, once

      Examples:
        | what            | query                    |
        | one parameter   | from=now-1h              |
        | a repeated name | limit=3&tag=b&tag=a      |
        | escapes         | tag=a%20b%26c%3Dd%2Be    |

    Scenario Outline: Carries the token when it <what>
      When the client <what>
      Then every call carries the token in its query, once
      And the call succeeds

      Examples:
        | what                       | reason                              |
        | asks for the head of a list | HEAD is as little public as GET     |
        | adds a project             | a body does not take its place      |
        | removes a project          | DELETE, with an answer without body |

    Scenario: Carries the token where a redirect leads to the same host
      When the client asks for the latest metric, which a redirect leads to
      Then every call carries the token in its query, once

    @cap:follow-links
    Scenario: Carries the token on the next page, whose link has a query
      Given the client has listed the metrics
      When the client follows the link to the next page
      Then every call carries the token in its query, once
      And the query holds what was asked for

    Scenario: A token of the query is in no header
      When the client lists the metrics
      Then the token goes one way only

    Scenario Outline: A token that was pasted with <what> is not sent so
      Given the client was given its token with <what>
      When the client lists the metrics
      Then the token is cleaned, or refused by the client itself

      Examples:
        | what                     | reason                               |
        | its scheme before it     | a query takes the token alone        |
        | the line end of its file | %0A at the end, which nobody can see |
