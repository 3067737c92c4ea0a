@api-token-realm
Feature: Tokens that are refused, and permissions that are missing
  Two checks with two outcomes: the token is good, and it has the permission. Neither failure is cured by asking
  again. Page: "API authentification", access to the API.

  @ATR-02
  Rule: A valid token is needed, and the proper permissions assigned to it

    Scenario Outline: A token that nobody has generated is refused in the <transport>, and asked for once
      Given the client holds an API token
      And the client sends its token in the <transport>
      And the client was given a token that nobody has generated
      When the client lists the metrics
      Then the caller is told that the token is refused
      And the client has asked once

      @cap:header
      Examples:
        | transport |
        | header    |

      @cap:query
      Examples:
        | transport |
        | query     |

    Scenario Outline: The case of a token counts in the <transport>
      Given the client holds an API token
      And the client sends its token in the <transport>
      And the client was given its token in capitals
      When the client lists the metrics
      Then the caller is told that the token is refused
      And the client has asked once

      @cap:header
      Examples:
        | transport |
        | header    |

      @cap:query
      Examples:
        | transport |
        | query     |

    Scenario Outline: A missing permission is told as that in the <transport>, and asked for once
      Given the client holds an API token that may "projects.read" alone
      And the client sends its token in the <transport>
      When the client lists the metrics
      Then the caller is told that the token may not do this
      And the client has asked once

      @cap:header
      Examples:
        | transport |
        | header    |

      @cap:query
      Examples:
        | transport |
        | query     |

    Scenario: A missing permission is not taken for a refused token
      Given the client holds an API token that may "projects.read" alone
      When the client lists the metrics
      Then the missing permission is not taken for a refused token

    Scenario Outline: A missing permission is read from a <form> object
      Given the client holds an API token that may "projects.read" alone
      And the platform tells errors in a <form> object
      When the client lists the metrics
      Then the caller is told that the token may not do this
      And the caller is told of "metrics.read" or "403"

      Examples:
        | form   | reason                               |
        | nested | error is an object with its message  |
        | flat   | error is a text beside its message   |

    Scenario Outline: A refusal with <body> reaches the caller
      Given the client holds an API token
      And the platform refuses calls for want of a permission with <body>
      When the client lists the metrics
      Then the caller is told that the token may not do this
      And the client has asked once

      Examples:
        | body          | reason                     |
        | an HTML page  | from what stands in front  |
        | an empty body | nothing to read            |
        | a JSON text   | JSON, and no object        |

    Scenario: What the user may not do any more is refused, and what they may again is granted
      Given the client holds an API token
      And the client has listed the metrics
      And the user may no longer read metrics
      And the client has been refused
      And the user may read metrics again
      When the client lists the metrics
      Then the call succeeds

  @ATR-20
  Rule: Deactivating is for a time, deleting for ever

    Scenario Outline: A token that was deactivated is refused in the <transport>
      Given the client holds an API token
      And the client sends its token in the <transport>
      And the client has listed the metrics
      And its owner has deactivated the token
      When the client lists the metrics
      Then the caller is told that the token is refused
      And the client has asked once

      @cap:header
      Examples:
        | transport |
        | header    |

      @cap:query
      Examples:
        | transport |
        | query     |

    Scenario Outline: A token that was activated again is good in the <transport>
      Given the client holds an API token
      And the client sends its token in the <transport>
      And its owner has deactivated the token
      And the client has been refused
      And its owner has activated the token again
      When the client lists the metrics
      Then the call succeeds

      @cap:header
      Examples:
        | transport |
        | header    |

      @cap:query
      Examples:
        | transport |
        | query     |

    Scenario Outline: A token that was deleted is refused in the <transport>, the second time as the first
      Given the client holds an API token
      And the client sends its token in the <transport>
      And its owner has deleted the token
      And the client has been refused
      When the client lists the metrics
      Then the caller is told that the token is refused
      And the client has asked once

      @cap:header
      Examples:
        | transport |
        | header    |

      @cap:query
      Examples:
        | transport |
        | query     |
