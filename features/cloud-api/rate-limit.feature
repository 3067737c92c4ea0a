@cloud-api @cap:api-key
Feature: Rate limit
  "Default limits are 600 requests per minute per key. Rate limit headers indicate remaining quota and reset time."
  The page does not name the headers: three families are in use, two of which mean different things by one word.
  Page: "Cloud API Platform", FAQ.

  @CAP-30
  Rule: A client that has nothing left slows down

    Scenario: The next call is not sent before the reset
      Given clients that are told to wait by each of these:
        | X-RateLimit-Reset, seconds since 1970 |
        | RateLimit-Reset, seconds from now     |
        | RateLimit, a structured field         |
      When each client lists projects with its last request, and once more
      Then each client has slowed down

  @CAP-31 @cap:retry
  Rule: Who is told when to come back comes back then

    Scenario: The client waits for the reset, in each family of headers
      Given clients that are told to wait by each of these:
        | X-RateLimit-Reset, seconds since 1970 |
        | RateLimit-Reset, seconds from now     |
        | RateLimit, a structured field         |
      When each client lists projects while nothing is left for it
      Then each client has waited as it was told
      And each call succeeds

    Scenario: The client waits as Retry-After says, in each of its forms
      Given clients that are told to wait by each of these:
        | Retry-After, seconds          |
        | Retry-After, a date           |
        | 503 with Retry-After, seconds |
        | 503 with Retry-After, a date  |
      When each client lists projects while nothing is left for it
      Then each client has waited as it was told
      And each call succeeds

    Scenario: Of two times, Retry-After is the one that counts
      Given clients that are told to wait by each of these:
        | Retry-After, and a reset that has passed |
      When each client lists projects
      Then each client has waited as it was told
      And each call succeeds
