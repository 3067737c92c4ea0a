@cloud-api
Feature: The authorization server and the console
  Where users consent and codes become tokens, and where developers make API keys. These rows judge the mock itself.

  @CAP-02
  Rule: Strong authentication

    Scenario Outline: A code that is exchanged <how> brings a token
      Given a user of the platform has allowed an application
      When the code is exchanged <how>
      Then the token endpoint answers a token
      And the token that was answered opens the API

      Examples:
        | how           | reason                                  |
        | as documented | five parameters in the body             |
        | by Basic      | RFC 6749 section 2.3.1 wants it as well |

    Scenario Outline: A code that is exchanged <how> is refused as <code>
      Given a user of the platform has allowed an application
      When the code is exchanged <how>
      Then the token endpoint refuses with <status> and "<code>"

      Examples:
        | how                      | status | code            | reason                      |
        | by Basic and in the body | 400    | invalid_request | one method, RFC 6749 2.3    |
        | with a wrong secret      | 401    | invalid_client  | RFC 6749 section 5.2        |
        | as JSON                  | 400    | invalid_request | a form, RFC 6749 4.1.3      |
        | with the verifier        | 400    | invalid_grant   | no challenge, RFC 9700 4.8.2 |

    Scenario: A code is good once, and who sends it again loses what it brought
      Given a user of the platform has allowed an application
      And the code has been exchanged as documented
      When the code is exchanged as documented
      Then the token endpoint refuses with 400 and "invalid_grant"
      And the token that was answered is dead

    Scenario: A code is short-lived
      Given a user of the platform has allowed an application
      And the code of the application is past its time
      When the code is exchanged as documented
      Then the token endpoint refuses with 400 and "invalid_grant"

    Scenario: A challenge is answered by its verifier
      Given a user of the platform has allowed an application that has sent a challenge
      When the code is exchanged with the verifier
      Then the token endpoint answers a token

    Scenario Outline: A challenge is not answered <how>
      Given a user of the platform has allowed an application that has sent a challenge
      When the code is exchanged <how>
      Then the token endpoint refuses with 400 and "invalid_grant"

      Examples:
        | how                   | reason                    |
        | with another verifier | RFC 7636 section 4.6      |
        | as documented         | none is no proof either   |

    Scenario Outline: The browser comes back with <name> where the user presses <button>
      Given a user of the platform has allowed an application
      And a user is sent to the consent page as RFC 6749 says
      When the user signs in and presses "<button>"
      Then the browser is back at the application with "<name>" and the state

      Examples:
        | button | name  |
        | Allow  | code  |
        | Deny   | error |

    Scenario Outline: A user who is sent to the consent page <how> goes nowhere
      Given a user of the platform has allowed an application
      When a user is sent to the consent page <how>
      Then the browser is not sent on, and nobody is asked to sign in

      Examples:
        | how                            | reason                 |
        | of an unknown application      | RFC 6749 section 4.1.2.1 |
        | with a redirect_uri of its own | an open redirector     |

  @CAP-14
  Rule: A redirect_uri is compared after decoding

    Scenario Outline: A code that is exchanged <how> brings a token
      Given a user of the platform has allowed an application
      When the code is exchanged <how>
      Then the token endpoint answers a token

      Examples:
        | how                                   | reason                        |
        | with redirect_uri as curl -d sends it | the sample of the document    |
        | with redirect_uri encoded             | as every form encoder does it |

    Scenario Outline: A code that is exchanged <how> is refused
      Given a user of the platform has allowed an application
      When the code is exchanged <how>
      Then the token endpoint refuses with 400 and "<code>"

      Examples:
        | how                       | code            | reason                 |
        | with another redirect_uri | invalid_grant   | character by character |
        | without redirect_uri      | invalid_request | RFC 6749 section 4.1.3 |

  @CAP-09
  Rule: Create a key in the developer console

    Scenario: A key of the console opens the API
      When a developer creates the API key "ci job" in the console
      Then the API key "ci job" opens the API

    Scenario: Several keys are good at the same time
      Given a developer has created the API key "old" in the console
      When a developer creates the API key "new" in the console
      Then the API key "old" opens the API
      And the API key "new" opens the API

    Scenario: A key is shown once
      Given a developer has created the API key "ci job" in the console
      When a developer looks at the API keys in the console
      Then the page names "ci job" by its last four characters, and shows no key

    Scenario: A key that was revoked opens nothing
      Given a developer has created the API key "ci job" in the console
      When a developer revokes the API key "ci job" in the console
      Then the API key "ci job" does not open the API
