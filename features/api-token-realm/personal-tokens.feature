@api-token-realm
Feature: A token is of one user
  It acts as its user, so it is kept for its own calls and for nobody else to see. Page: "API authentification",
  user-specific API tokens.

  @ATR-13
  Rule: API tokens are user-specific

    Scenario: Each session uses the token of its own user
      Given two users have a token each, of the same name, in a session each
      When each session lists the projects
      Then each session has used its own token

    Scenario Outline: A token of the <transport> does not go to another host
      Given the client holds an API token
      And the client sends its token in the <transport>
      When the client downloads a metric that is kept on another host
      Then nothing secret has reached the other host

      @cap:header
      Examples:
        | transport |
        | header    |

      @cap:query
      Examples:
        | transport |
        | query     |

    Scenario Outline: A token of the <transport> is not in the User-Agent
      Given the client holds an API token
      And the client sends its token in the <transport>
      When the client lists the metrics
      Then no User-Agent holds the key, the secret or the token

      @cap:header
      Examples:
        | transport |
        | header    |

      @cap:query
      Examples:
        | transport |
        | query     |

    Scenario Outline: A refusal told to the caller does not hold the token of the <transport>
      Given the client holds an API token
      And the client sends its token in the <transport>
      And its owner has deactivated the token
      When the client lists the metrics
      Then the caller is told that authentication failed
      And nothing told to the caller holds a secret

      @cap:header
      Examples:
        | transport |
        | header    |

      @cap:query
      Examples:
        | transport |
        | query     |

    @cap:query
    Scenario: A broken connection told to the caller does not hold the address with the token
      Given the client holds an API token
      And the client sends its token in the query
      And the answer of the platform breaks off
      When the client lists the metrics
      Then the caller is told of a broken connection
      And nothing told to the caller holds a secret

    @cap:query
    Scenario: The address with the token is in no Referer
      Given the client holds an API token
      And the client sends its token in the query
      When the client asks for the latest metric, which a redirect leads to
      Then no Referer holds the token
