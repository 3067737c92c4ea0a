@clever-cloud @cap:oauth1
Feature: What a signature covers
  PLAINTEXT is easier, but a digest verifies the whole request: its method, its URL, its query and its form
  (RFC 5849 section 3.4.1). Page: "Clever Cloud API", OAuth 1, making requests.

  Background:
    Given the client holds a token of the user

  @CLV-28
  Rule: HMAC-SHA512 ensures that the request is totally verified

    @cap:oauth1:HMAC-SHA512
    Scenario Outline: The signature covers a query with <kind>
      Given the client signs by HMAC-SHA512
      When the client lists applications with the query "<query>"
      Then the platform accepts every signature

      Examples:
        | kind                                    | query           | reason                                     |
        | one parameter                           | limit=10        | it is signed at all                        |
        | parameters out of order                 | offset=2 limit=1 | they are sorted by name                   |
        | a repeated key                          | tag=b tag=a     | each value is signed, sorted by value      |
        | an empty value                          | tag= limit=1    | it keeps its equals sign                   |
        | a blank                                 | tag=aSPACEb     | %20 in the base string, however it is sent |
        | a plus sign                             | tag=a+b         | it is no blank                             |
        | an escape                               | tag=a%2Bb       | what looks like an escape is text          |
        | separators in a value                   | tag=a&b=c       | they are part of the value                 |
        | letters beyond ASCII                    | tag=été         | UTF-8 first, then percent-encoded          |
        | exclamation mark, star, quote and parentheses | tag=!*'() | encodeURIComponent leaves them alone       |
        | unreserved characters                   | tag=a-b.c_d~e   | nothing of them is encoded                 |
        | names that sort otherwise once encoded  | é=1 z=2         | encoded first, then sorted                 |
        | names that differ in case               | a=1 B=2         | sorted by bytes                            |
        | a name that begins with another         | a-b=1 a=2       | sorted by name, not by pair                |

    @cap:oauth1:HMAC-SHA1
    Scenario: HMAC-SHA1 covers the same
      Given the client signs by HMAC-SHA1
      When the client lists applications with the query "tag=b+1 tag=a%202 tag=été! empty="
      Then the platform accepts every signature

    @cap:oauth1:HMAC-SHA512
    Scenario: The path is signed as it is sent
      Given the client signs by HMAC-SHA512
      And the organisation has a consumer whose key needs escapes
      When the client asks for that consumer
      Then the platform accepts every signature

    @cap:oauth1:HMAC-SHA512
    Scenario: The host is signed in lower case
      Given the client signs by HMAC-SHA512
      And the client was given the platform's address in capitals
      When the client asks for the user's profile
      Then the platform accepts every signature

    @cap:oauth1:HMAC-SHA512
    Scenario: The signature covers a form
      Given the client signs by HMAC-SHA512
      When the client creates a consumer by a form
      Then the platform accepts every signature

    @cap:oauth1:HMAC-SHA512
    Scenario: The signature covers a form and a query that share a name
      Given the client signs by HMAC-SHA512
      When the client creates a consumer by a form, with a query of the same names
      Then the platform accepts every signature

    @cap:oauth1:HMAC-SHA512
    Scenario: A JSON body is not signed
      Given the client signs by HMAC-SHA512
      When the client creates a consumer by JSON
      Then the platform accepts every signature

    @cap:oauth1:HMAC-SHA512
    Scenario: Every request has a nonce of its own
      Given the client signs by HMAC-SHA512
      And the client has asked for the user's profile
      When the client asks for the user's profile
      Then no two requests share a nonce
      And the platform accepts every signature

    @cap:oauth1:HMAC-SHA512
    Scenario: The timestamp goes with the clock
      Given the client signs by HMAC-SHA512
      And the client has asked for the user's profile
      When the client asks for the user's profile 3600 seconds after its token was issued
      Then the platform accepts every signature
