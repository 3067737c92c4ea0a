@cloud-api @cap:api-key
Feature: Requests
  "A consistent, versioned interface": every endpoint below one base URL, "standard JSON payloads and bearer
  authentication". Page: "Cloud API Platform", Overview and Endpoints.

  @CAP-01
  Rule: Every call goes below the versioned base URL

    Scenario Outline: The request for <what> goes below the base URL
      When the client sends the sample request for <what>
      Then every request goes below the base URL

      Examples:
        | what                   |
        | the list of projects   |
        | a new project          |
        | a new key              |
        | the usage of a project |

    Scenario: A slash at the end of the base URL is not doubled
      Given the base URL is written with a slash at its end
      When the client lists projects
      Then every request goes below the base URL

  @CAP-04
  Rule: All requests must be sent over HTTPS

    @cap:https-only
    Scenario: Plain http is refused unless the user allows it
      Given the client's user allows plain http, and the client has listed projects
      When the client lists projects over plain http, which its user does not allow
      Then the client has refused that, and sent nothing

  @CAP-20
  Rule: Payloads are JSON

    Scenario Outline: The request for <what> has a body of JSON
      When the client sends the sample request for <what>
      Then its body is JSON, and named so
      And the call succeeds

      Examples:
        | what          |
        | a new project |
        | a new key     |

  @CAP-24
  Rule: A new project has a name and a region

    Scenario Outline: A project is created as the caller named it: <name>
      When the client creates the project "<name>" in "eu-central"
      Then the platform has the project "<name>" in "eu-central"
      And the call succeeds

      Examples:
        | name             | reason                       |
        | ingest-b         | as in the documentation      |
        | L'été 🌱 «Nr. 5» | more bytes than characters   |
        | a&b=c%20+d/e     | JSON, and nothing of a form  |

    @cap:projects.create
    Scenario: An operation creates the project as the caller named it
      When the client is to create the project "L'été 🌱" in "eu-central"
      Then the platform has the project "L'été 🌱" in "eu-central"

  @CAP-27
  Rule: A key is issued for a project

    @cap:keys.create
    Scenario: A key is issued for the project that the caller names
      When the client is to issue the key "ci job" for the project
      Then the key "ci job" is for the project

  @CAP-28
  Rule: Usage is asked for by project and time range

    Scenario: The time range is encoded
      When the client requests the usage of the last day in the time of another zone
      Then the call succeeds

  @CAP-29
  Rule: The samples accept JSON

    Scenario: JSON is accepted
      When the client lists projects
      Then the client accepts JSON
