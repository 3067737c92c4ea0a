@acquia @cap:client-credentials
Feature: Secrecy of key, secret and token
  The key and secret are exchanged for a token and go nowhere else; the token goes to the API and nowhere
  else. Page: "Cloud Platform API v2 authentication".

  Background:
    Given the user has generated an API token

  @ACQ-05
  Rule: The key and secret are for the exchange, the token is for the calls

    Scenario: The key and secret are on no API call
      When the client makes a call
      Then no API call carries the key or the secret

    Scenario: No URL holds a secret
      When the client makes a call
      Then no URL holds the key, the secret or the token

    Scenario: The User-Agent holds no secret
      When the client makes a call
      Then no User-Agent holds the key, the secret or the token

    Scenario: A redirect to another host does not take the token along
      When the client downloads a backup that is kept on another host
      Then nothing secret has reached the other host

    Scenario: A failure told to the caller holds no secret
      Given the client was given a wrong secret
      When the client makes a call
      Then the caller is told that authentication failed
      And nothing told to the caller holds a secret

    Scenario: A refusal told to the caller holds no secret
      Given the API refuses calls because of "label"
      When the client makes a call
      Then the caller is told that the call was refused
      And nothing told to the caller holds a secret

    Scenario: A token of one platform address is not sent to another
      Given a session of this installation has made a call
      When another session makes a call at another address of the platform with the same key
      Then no token has left the address that issued it
