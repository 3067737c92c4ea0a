@acquia
Feature: What the platform opens, and to whom
  How the emulated platform guards its API. These rows judge the mock itself, by plain HTTP.

  @ACQ-01
  Rule: All Cloud Platform API v2 calls require authentication to work

    Scenario Outline: An anonymous <request> is refused
      When somebody sends "<request>" without a credential
      Then the platform refuses the request as anonymous

      Examples:
        | request                                     |
        | GET /account                                |
        | POST /account/password                      |
        | GET /account/tokens                         |
        | POST /account/tokens                        |
        | DELETE /account/tokens/any                  |
        | GET /applications                           |
        | GET /applications/any                       |
        | GET /organizations                          |
        | GET /organizations/any/applications         |
        | POST /environments/any/databases/db/backups |
        | GET /notifications/any                      |
        | GET /no-such-route                          |

  @ACQ-02
  Rule: The rule applies for Cloud Platform API version 2 only

    Scenario: A path of version 1 leads nowhere
      Given somebody holds an access token
      When somebody sends "GET /v1/sites.json" with the token
      Then the platform answers 404

    Scenario: Version 2 may be asked for by name
      Given somebody holds an access token
      When somebody asks for version 2 of "GET /account" with the token
      Then the platform answers 200

  @ACQ-16
  Rule: A form is decoded strictly: a raw plus is a space

    Scenario Outline: A secret with a plus sent <how> is <answer>
      Given the user has generated an API token whose secret holds "+"
      When somebody exchanges the secret <how>
      Then the exchange is <answer>

      Examples:
        | how                 | answer   |
        | raw in a form       | refused  |
        | encoded in a form   | accepted |
        | encoded twice       | refused  |
        | in a JSON body      | accepted |
        | in HTTP Basic       | accepted |

  @ACQ-19
  Rule: An organization that uses SSO must use OAuth 2.0

    Scenario: HMAC does not open what an SSO organization owns
      Given the user has generated an API token for HMAC
      And HMAC is still accepted
      And an organization that uses Single Sign-On
      When somebody lists the organization's applications, signed by HMAC
      Then the platform refuses the request for want of the organization's scope

  @ACQ-23
  Rule: An unscoped token does not open an SSO organization

    Scenario: What an SSO organization owns stays closed to an unscoped token
      Given an organization that uses Single Sign-On
      And somebody holds an access token
      When somebody lists the organization's applications with the token
      Then the platform refuses the request for want of the organization's scope

    Scenario: Everything else stays open to an unscoped token
      Given an organization that uses Single Sign-On
      And somebody holds an access token
      When somebody sends "GET /applications" with the token
      Then the platform answers 200

    Scenario: A token of the organization's scope opens it
      Given an organization that uses Single Sign-On
      And somebody holds an access token of the organization's scope
      When somebody lists the organization's applications with the token
      Then the platform answers 200
