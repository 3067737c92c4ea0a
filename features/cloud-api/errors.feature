@cloud-api @cap:api-key
Feature: Errors
  "Check HTTP status codes and parse the error object for a stable code and human-readable message." Page: "Cloud
  API Platform", FAQ.

  @CAP-32
  Rule: Status and code reach the caller

    Scenario Outline: The status of a refusal reaches the caller: <asked>
      When the client asks for the address "<path>"
      Then the caller is told of status <status>

      Examples:
        | asked                       | path             | status |
        | what there is not           | /projects/prj_0  | 404    |
        | what is a user's own        | /user            | 403    |
        | usage without a time range  | /usage           | 422    |

    Scenario Outline: A failure with <what> reaches the caller with its status
      Given the API fails with <what>
      When the client lists projects
      Then the caller is told of status <status>

      Examples:
        | what                               | status |
        | an HTML page                       | 502    |
        | an empty body                      | 403    |
        | an error that is a text            | 403    |
        | half a JSON object                 | 500    |

    @cap:projects.list
    Scenario Outline: An operation that fails with <what> tells the status
      Given the API fails with <what>
      When the client is asked for the list of projects
      Then the caller is told of status <status>

      Examples:
        | what                               | status |
        | an HTML page                       | 502    |
        | an HTML page that calls itself JSON | 500   |
        | an empty body                      | 403    |
        | an error that is a text            | 403    |
        | an error that is null              | 400    |
        | a JSON list                        | 422    |
        | half a JSON object                 | 500    |

    @cap:projects.list
    Scenario Outline: An operation that fails tells the stable code: <what>
      Given the API fails with <what>
      When the client is asked for the list of projects
      Then the caller is told the code "conflict"
      And the caller is told of status 409

      Examples:
        | what                               |
        | an error without a message         |
        | members that nobody has documented |

    @cap:projects.list
    Scenario Outline: The code is told, whatever the message says: <code>
      Given the API refuses the list of projects with the code "<code>" and the message "<message>"
      When the client is asked for the list of projects
      Then the caller is told the code "<code>"

      Examples:
        | code             | message                                | reason                      |
        | conflict         | not_found: There is no such resource.  | messages are for people     |
        | quota_of_july    | Siehe oben.                            | a code that is new          |

    @cap:user.get
    Scenario: An operation that the key may not do tells so
      When the client is asked for the user's profile
      Then the caller is told the code "forbidden"
      And the caller is told that the token may not do this

    @cap:projects.create
    Scenario: An operation with a wrong field tells so
      When the client is to create the project "ingest-a" in "nowhere"
      Then the caller is told the code "validation_error"
      And the caller is told of status 422

    @cap:projects.list
    Scenario: Problem details are read by their status
      Given the client was given a key that was never issued
      And errors are problem details
      When the client is asked for the list of projects
      Then the caller is told that the token is refused
