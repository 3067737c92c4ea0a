@cloud-api @cap:api-key
Feature: Retries
  "Each SDK mirrors the REST endpoints and supports retries"; "support idempotent operations where applicable".
  Page: "Cloud API Platform", FAQ and Overview.

  @CAP-05
  Rule: What is not idempotent is repeated under an idempotency key only

    Scenario Outline: After <status>, no project is created again without an idempotency key
      Given the API answers what creates a project with <status>
      When the client creates a new project
      Then what creates a project is not repeated without an idempotency key

      Examples:
        | status | reason                            |
        | 429    | the rate is limited               |
        | 500    | how far it came is not known      |
        | 502    | the request may have gone through |
        | 503    | the service is unavailable        |
        | 504    | the request may have gone through |

    Scenario: A project is there once, though the answer was lost
      Given the answer to what creates a project is lost on its way
      When the client creates a new project
      Then the project is there once

    @cap:retry @cap:idempotency-key
    Scenario: All tries of one call share an idempotency key
      Given the API is down for the first try to create a project
      When the client creates a new project
      Then all tries carry one idempotency key

    @cap:idempotency-key
    Scenario: Each call has an idempotency key of its own
      When the client creates two projects
      Then each call carries an idempotency key of its own
      And the call succeeds

  @CAP-33
  Rule: What may pass is retried, and nothing else

    Scenario Outline: A call that is refused with <status> is made once
      Given the API refuses the list of projects with <status>
      When the client lists projects
      Then the call was made once
      And the caller is told of status <status>

      Examples:
        | status | reason                       |
        | 400    | the request is wrong         |
        | 401    | there is no other key        |
        | 403    | the key may not do this      |
        | 404    | there is nothing             |
        | 422    | a field is wrong             |

    @cap:retry
    Scenario: A call is repeated after an answer that may pass
      Given clients that are told to wait by each of these:
        | 429 |
        | 502 |
        | 503 |
        | 504 |
      When each client lists projects
      Then each call was repeated as it was
      And each call succeeds

    @cap:retry @cap:idempotency-key
    Scenario: A body is sent again as it was
      Given the API is down for the first try to create a project
      When the client creates a new project
      Then the call was repeated as it was
      And the project is there once

    @cap:retry
    Scenario: The client gives up, and the caller is told
      Given the API is down
      When the client lists projects
      Then the client gives up in time
      And the caller is told that the server failed
