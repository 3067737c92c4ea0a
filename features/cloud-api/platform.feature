@cloud-api
Feature: What the platform opens, and how it refuses
  The emulated API by plain HTTP. These rows judge the mock itself.

  Background:
    Given a developer holds an API key

  @CAP-02
  Rule: Strong authentication and clear error semantics

    Scenario Outline: <request> is closed to the anonymous
      When a developer sends '<request>' without a credential
      Then the Cloud API refuses with 401 and "missing_credentials"
      And the answer challenges the caller to bring a bearer token without an error

      Examples:
        | request             |
        | GET /projects       |
        | POST /projects {}   |
        | GET /projects/prj_1 |
        | POST /keys {}       |
        | DELETE /keys/key_1  |
        | GET /usage          |
        | GET /user           |
        | GET /nowhere        |

    Scenario Outline: <request> <way> is refused as <code>
      When a developer sends '<request>' <way>
      Then the Cloud API refuses with <status> and "<code>"

      Examples:
        | request                                        | way                                 | status | code                | reason                                |
        | GET /projects                                  | with an unknown key                 | 401    | invalid_token       | RFC 6750 section 3.1                  |
        | GET /projects                                  | with the key by Basic               | 401    | invalid_request     | the scheme is Bearer                  |
        | GET /projects                                  | with the key in the query           | 401    | missing_credentials | the header is the only place          |
        | GET /projects                                  | with the key in a header of its own | 401    | missing_credentials | the header is Authorization           |
        | GET /projects                                  | with the key in header and query    | 400    | invalid_request     | one credential, once                  |
        | GET /user                                      | with the key                        | 403    | forbidden           | a key has no user                     |
        | GET /projects/prj_1                            | with the key                        | 404    | not_found           | no such project                       |
        | POST /projects {                               | with the key                        | 400    | invalid_json        | not JSON                              |
        | POST /projects {"name":"a"}                    | with the key                        | 422    | validation_error    | no region                             |
        | POST /projects {"name":"a","region":"x"}       | with the key                        | 422    | validation_error    | no such region                        |
        | POST /projects {"name":"meadow","region":"us-east"} | with the key                   | 409    | conflict            | the name is taken                     |

    Scenario: A refused credential is challenged with what is wrong with it
      When a developer sends 'GET /projects' with an unknown key
      Then the answer challenges the caller to bring a bearer token with an error

    Scenario: A revoked key opens nothing from that moment
      Given the platform has revoked the key
      When a developer sends 'GET /projects' with the key
      Then the Cloud API refuses with 401 and "invalid_token"

    Scenario: Plain http is refused and never redirected
      Given the platform refuses plain http
      When a developer sends 'GET /projects' with the key
      Then the Cloud API refuses with 403 and "https_required"
      And the answer redirects nobody

    Scenario Outline: <request> tells of the quota
      When a developer sends '<request>' with the key
      Then the answer tells of the quota

      Examples:
        | request           | reason            |
        | GET /projects     | an answer         |
        | GET /nowhere      | a refusal too     |
        | POST /projects {} | a wrong body too  |

    Scenario: The quota falls with each request
      Given a developer has sent 'GET /projects' with the key
      When a developer sends 'GET /nowhere' with the key
      Then the quota falls by one from answer to answer

    Scenario: A quota that is used up is refused, with the time to come back
      Given the key has one request left in this minute
      And a developer has sent 'GET /projects' with the key
      When a developer sends 'GET /projects' with the key
      Then the Cloud API refuses with 429 and "rate_limited"
      And the answer says when to come back
      And the answer tells of the quota

  @CAP-03
  Rule: Standard HTTP semantics, JSON payloads, and stable resource identifiers

    Scenario: A wrong method is refused with the right ones
      When a developer sends 'PATCH /projects' with the key
      Then the Cloud API refuses with 405 and "method_not_allowed"
      And the answer allows "GET, POST, HEAD"

    Scenario: A body that is no JSON is refused for its type
      When a developer sends 'POST /projects {"name":"a","region":"us-east"}' with the key, as "text/plain"
      Then the Cloud API refuses with 415 and "unsupported_media_type"

    Scenario: A project keeps its id
      Given a developer has sent 'POST /projects {"name":"a","region":"us-east"}' with the key
      When a developer goes where the answer leads
      Then the answer is the project "a" with the id that it had

    Scenario: A key that is revoked over the API is gone, and again is no failure
      Given a developer has sent 'POST /keys {"project_id":"prj_101","name":"ci"}' with the key
      And a developer has sent 'DELETE /keys/key_2' with the key
      When a developer sends 'DELETE /keys/key_2' with the key
      Then the Cloud API answers 204

  @CAP-06
  Rule: Deterministic responses

    Scenario: The same request has the same answer
      Given a developer has sent 'GET /projects' with the key
      When a developer sends 'GET /projects' with the key
      Then all answers are alike

    Scenario: Projects are listed in the order in which they were made
      Given a developer has sent 'POST /projects {"name":"zebra","region":"us-east"}' with the key
      And a developer has sent 'POST /projects {"name":"ant","region":"eu-central"}' with the key
      When a developer sends 'GET /projects' with the key
      Then the list names "meadow, zebra, ant" in this order

    Scenario: The three documented hosts are one API
      When a developer sends "GET /projects" to each of the API's documented hosts
      Then all answers are alike

    Scenario: A request that comes again under its key is answered again, and not carried out again
      Given a developer has sent 'POST /projects {"name":"a","region":"us-east"}' with the key, under the Idempotency-Key "k-1"
      When a developer sends 'POST /projects {"name":"a","region":"us-east"}' with the key, under the Idempotency-Key "k-1"
      Then all answers are alike
      And there is one project named "a"

    Scenario: An Idempotency-Key is of one request
      Given a developer has sent 'POST /projects {"name":"a","region":"us-east"}' with the key, under the Idempotency-Key "k-1"
      When a developer sends 'POST /projects {"name":"b","region":"us-east"}' with the key, under the Idempotency-Key "k-1"
      Then the Cloud API refuses with 422 and "idempotency_key_reused"

  @CAP-11
  Rule: A GET may name a content type

    Scenario: The documented sample is answered
      When a developer sends 'GET /projects' with the key, as "application/json"
      Then the Cloud API answers 200

  @CAP-18
  Rule: Keys have the documented form

    Scenario: A new key has the form of the sample
      When a developer sends 'POST /keys {"project_id":"prj_101","name":"ci"}' with the key
      Then the answer holds a key of the documented form
      And the key in the answer opens the API

  @CAP-21
  Rule: Projects visible to the caller

    Scenario: Somebody else's projects are not listed
      Given somebody else has a project named "secret garden"
      When a developer sends 'GET /projects' with the key
      Then the list names "meadow" in this order

    Scenario: Somebody else's project is not there
      Given somebody else has a project named "secret garden"
      When a developer sends 'GET /projects/prj_102' with the key
      Then the Cloud API refuses with 404 and "not_found"
