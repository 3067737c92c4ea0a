@api-token-realm
Feature: What the API opens, and to whom
  How the emulated platform guards its API. These rows judge the mock itself, by plain HTTP.

  @ATR-01
  Rule: You need a valid API token

    Scenario Outline: <request> is not answered without a token
      When a visitor sends "<request>" without a token
      Then the platform lets nobody in

      Examples:
        | request                                  |
        | GET /metrics                             |
        | GET /metrics/latest                      |
        | GET /metrics/met_1                       |
        | GET /metrics/met_1/export                |
        | GET /projects                            |
        | POST /projects                           |
        | GET /projects/prj_1                      |
        | DELETE /projects/prj_1                   |
        | POST /projects/prj_1/copy                |
        | GET /usage                               |
        | GET /_console/tokens                     |
        | POST /_console/tokens                    |
        | GET /_console/tokens/{token}             |
        | POST /_console/tokens/{token}/activate   |
        | POST /_console/tokens/{token}/deactivate |
        | DELETE /_console/tokens/{token}          |
        | GET /no-such-request                     |
        | PUT /metrics                             |
        | OPTIONS /metrics                         |

    Scenario Outline: <header> lets nobody in
      Given a visitor holds a token
      When a visitor sends the Authorization header "<header>" with the token for T
      Then the platform lets nobody in

      Examples:
        | header      | reason                 |
        | Bearer T    | the scheme of others   |
        | Api-Token T | another product's word |
        | T           | no word at all         |
        | apiToken    | no token               |

    Scenario Outline: A token that is <state>, in <way>, is answered <status>
      Given a visitor holds a token
      And the token is <state>
      When a visitor sends "GET /metrics" with the token in the <way>
      Then the realm answers <status>

      Examples:
        | state           | way              | status |
        | active          | header           | 200    |
        | active          | query            | 200    |
        | active          | header and query | 200    |
        | inactive        | header           | 401    |
        | inactive        | query            | 401    |
        | inactive        | header and query | 401    |
        | activated again | header           | 200    |
        | activated again | query            | 200    |
        | activated again | header and query | 200    |
        | deleted         | header           | 401    |
        | deleted         | query            | 401    |
        | deleted         | header and query | 401    |

    Scenario Outline: The case of a token counts, in <way>
      Given a visitor holds a token
      When a visitor sends the token in capitals in the <way>
      Then the platform lets nobody in

      Examples:
        | way              |
        | header           |
        | query            |
        | header and query |

    Scenario: Two tokens at once are none
      Given a visitor holds a token
      When a visitor sends the token in the header and another in the query
      Then the realm answers 400

    Scenario: Header and query at once may be refused
      Given a visitor holds a token
      And header and query are not taken together
      When a visitor sends "GET /metrics" with the token in the header and query
      Then the realm answers 400

  @ATR-03
  Rule: The description of each request says which permissions are required

    Scenario Outline: <request> is described
      When a visitor reads the descriptions of the requests
      Then "<request>" is described as asking for <permissions>

      Examples:
        | request                              | permissions                                            |
        | GET /metrics                         | all of metrics.read                                    |
        | GET /metrics/latest                  | all of metrics.read                                    |
        | GET /metrics/:id                     | all of metrics.read                                    |
        | GET /metrics/:id/export              | all of metrics.read                                    |
        | GET /projects                        | all of projects.read                                   |
        | POST /projects                       | all of projects.write                                  |
        | GET /projects/:id                    | all of projects.read                                   |
        | DELETE /projects/:id                 | all of projects.write                                  |
        | POST /projects/:id/copy              | all of projects.read, projects.write                   |
        | GET /usage                           | one of metrics.read, projects.read                     |
        | GET /_console/tokens                 | one of tokens.read, tokens.read.all, tokens.manage.all |
        | POST /_console/tokens                | all of tokens.write                                    |
        | GET /_console/tokens/:id             | one of tokens.read, tokens.read.all, tokens.manage.all |
        | POST /_console/tokens/:id/activate   | one of tokens.write, tokens.manage.all                 |
        | POST /_console/tokens/:id/deactivate | one of tokens.write, tokens.manage.all                 |
        | DELETE /_console/tokens/:id          | one of tokens.write, tokens.manage.all                 |

    Scenario Outline: <request> is closed without <permissions>
      Given a visitor holds a token that may everything but "<permissions>"
      When a visitor sends "<request>" with the token in the header
      Then the realm answers 403

      Examples:
        | request                                  | permissions                                   |
        | GET /metrics                             | metrics.read                                  |
        | GET /metrics/latest                      | metrics.read                                  |
        | GET /metrics/met_1                       | metrics.read                                  |
        | GET /metrics/met_1/export                | metrics.read                                  |
        | GET /projects                            | projects.read                                 |
        | POST /projects                           | projects.write                                |
        | GET /projects/prj_1                      | projects.read                                 |
        | DELETE /projects/prj_1                   | projects.write                                |
        | GET /usage                               | metrics.read projects.read                    |
        | GET /_console/tokens                     | tokens.read tokens.read.all tokens.manage.all |
        | POST /_console/tokens                    | tokens.write                                  |
        | GET /_console/tokens/{token}             | tokens.read tokens.read.all tokens.manage.all |
        | POST /_console/tokens/{token}/activate   | tokens.write tokens.manage.all                |
        | POST /_console/tokens/{token}/deactivate | tokens.write tokens.manage.all                |
        | DELETE /_console/tokens/{token}          | tokens.write tokens.manage.all                |

    Scenario Outline: <request> is open with <permission> alone
      Given a visitor holds a token that may "<permission>" alone
      When a visitor sends "<request>" with the token in the header
      Then the realm answers <status>

      Examples:
        | request                                  | permission     | status |
        | GET /metrics                             | metrics.read   | 200    |
        | GET /metrics/latest                      | metrics.read   | 302    |
        | GET /metrics/met_1                       | metrics.read   | 200    |
        | GET /metrics/met_1/export                | metrics.read   | 302    |
        | GET /projects                            | projects.read  | 200    |
        | POST /projects                           | projects.write | 201    |
        | GET /projects/prj_1                      | projects.read  | 200    |
        | DELETE /projects/prj_1                   | projects.write | 204    |
        | GET /usage                               | metrics.read   | 200    |
        | GET /_console/tokens                     | tokens.read    | 200    |
        | POST /_console/tokens                    | tokens.write   | 201    |
        | GET /_console/tokens/{token}             | tokens.read    | 200    |
        | POST /_console/tokens/{token}/activate   | tokens.write   | 204    |
        | POST /_console/tokens/{token}/deactivate | tokens.write   | 204    |
        | DELETE /_console/tokens/{token}          | tokens.write   | 204    |

    Scenario Outline: A missing permission, in <way>, is told as that
      Given a visitor holds a token that may "projects.read" alone
      When a visitor sends "GET /metrics" with the token in the <way>
      Then the realm answers 403
      And the answer names "metrics.read" as what is missing

      Examples:
        | way              |
        | header           |
        | query            |
        | header and query |

    Scenario: Who may not ask does not learn what there is
      Given a visitor holds a token that may "metrics.read" alone
      When a visitor sends "GET /projects/prj_99" with the token in the header
      Then the realm answers 403

    Scenario: Who may ask learns that there is nothing
      Given a visitor holds a token that may "projects.read" alone
      When a visitor sends "GET /projects/prj_99" with the token in the header
      Then the realm answers 404

  @ATR-04
  Rule: You can assign multiple permissions to one single token

    Scenario Outline: <request> with "<permissions>" is answered <status>
      Given a visitor holds a token that may "<permissions>" alone
      When a visitor sends "<request>" with the token in the header
      Then the realm answers <status>

      Examples:
        | request                   | permissions                  | status | reason            |
        | POST /projects/prj_1/copy | projects.read projects.write | 201    | both together     |
        | POST /projects/prj_1/copy | projects.read                | 403    | one is not enough |
        | POST /projects/prj_1/copy | projects.write               | 403    | nor is the other  |
        | GET /usage                | metrics.read                 | 200    | one is enough     |
        | GET /usage                | projects.read                | 200    | so is the other   |
        | GET /usage                | tokens.read                  | 403    | neither of them   |

  @ATR-24
  Rule: The query is a way for every method, and hygiene its price

    Scenario Outline: <request> by the query is answered <status>
      Given a visitor holds a token
      When a visitor sends "<request>" with the token in the query
      Then the realm answers <status>

      Examples:
        | request                | status | reason              |
        | GET /projects          | 200    | as in the sample    |
        | POST /projects         | 201    | with a body         |
        | DELETE /projects/prj_1 | 204    | with nothing at all |

    Scenario Outline: A token that is <state> leaves an answer that nobody keeps
      Given a visitor holds a token
      And the token is <state>
      When a visitor sends "GET /metrics" with the token in the query
      Then nobody may keep the answer or pass its address on

      Examples:
        | state    | reason                                |
        | active   | an answer with data                   |
        | inactive | a refusal: the token may be activated |

    Scenario Outline: The address that <request> names does not hold the token
      Given a visitor holds a token
      When a visitor sends "<request>" with the token in the query
      Then the answer leads on to "<where>" without the token

      Examples:
        | request                   | where     | reason                      |
        | GET /metrics?from=now     | cursor=   | the next page               |
        | GET /metrics/latest       | view=full | a redirect on the same host |
        | GET /metrics/met_1/export | met_1.csv | a redirect to another       |
