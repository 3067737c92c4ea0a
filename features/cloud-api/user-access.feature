@cloud-api @cap:authorization-code
Feature: Access on behalf of a user
  An application sends its user to the consent page, exchanges the code that comes back for the user's token, and
  calls the API with that (RFC 6749 section 4.1). Page: "Cloud API Platform", Authentication, OAuth 2.0.

  @CAP-12
  Rule: The user consents in the browser

    Scenario: Sends the browser to the consent page
      Given the client is an application that users let in
      When the client begins to ask for its user's consent
      Then the browser is sent to the consent page with all that the request needs

    Scenario: Sends a redirect_uri with a query as it is registered
      Given the client is an application whose users come back to "https://app.example.com/back?from=a%2Bb&to=c"
      When the client begins to ask for its user's consent
      Then the browser is sent to the consent page with all that the request needs

    Scenario: Each consent has a state of its own
      Given the client is an application that users let in
      And the client has begun to ask for its user's consent
      When the client begins to ask for its user's consent
      Then each consent has a state of its own

    Scenario: A callback with another state is refused
      Given the client is an application that users let in
      And the client has begun to ask for its user's consent
      And its user has allowed it
      When its user comes back with another state
      Then the client refuses the callback, whose state is not its own
      And no token is asked for

    Scenario: A callback without a state is refused
      Given the client is an application that users let in
      And the client has begun to ask for its user's consent
      And its user has allowed it
      When its user comes back without a state
      Then the client refuses the callback, whose state is not its own
      And no token is asked for

    Scenario: The callback of a consent that was begun anew is refused
      Given the client is an application that users let in
      And the client has begun to ask for its user's consent
      And its user has allowed it
      And the client has begun anew to ask for its user's consent
      When its user comes back from the first consent
      Then the client refuses the callback, whose state is not its own
      And no token is asked for

    Scenario: The callback of another session is refused
      Given the client is an application that users let in
      And the client has begun to ask for its user's consent
      When its user is brought back from the consent of another session
      Then the client refuses the callback, whose state is not its own
      And no token is asked for

    Scenario: A user who denies it is reported as that
      Given the client is an application that users let in
      And the client has begun to ask for its user's consent
      And its user has denied it
      When its user comes back
      Then the client reports that its user has denied it
      And no token is asked for

  @CAP-13
  Rule: The authorization code is exchanged for an access token

    Scenario: Exchanges the code by a form with the documented parameters
      Given the client is an application that users let in
      And the client has begun to ask for its user's consent
      And its user has allowed it
      When its user comes back
      Then the code was exchanged as documented

    Scenario: Names the same redirect_uri again, whatever it holds
      Given the client is an application whose users come back to "https://app.example.com/back?from=a%2Bb&to=c"
      And the client has begun to ask for its user's consent
      And its user has allowed it
      When its user comes back
      Then the code was exchanged as documented

    Scenario: Sends its secret as it was given, whatever it holds
      Given the client is an application whose secret holds "+ / : % & SPACE ="
      And the client has begun to ask for its user's consent
      And its user has allowed it
      When its user comes back
      Then the code was exchanged as documented

    Scenario: A code is exchanged once
      Given the client is an application that users let in
      And its user has let it in
      When its user comes back once more
      Then the callback is refused as used
      And no code is exchanged twice

    Scenario: A wrong client secret is refused, and the caller is told
      Given the client is an application that users let in
      And the application was given a wrong client secret
      And the client has begun to ask for its user's consent
      And its user has allowed it
      When its user comes back
      Then the caller is told that authentication failed
      And the client does not loop

    Scenario: A code that has died is refused, and the caller is told
      Given the client is an application that users let in
      And the client has begun to ask for its user's consent
      And its user has allowed it
      And the code has died meanwhile
      When its user comes back
      Then the caller is told that authentication failed
      And the client does not loop

    Scenario Outline: A token endpoint that answers with <failure> is told as <kind>
      Given the client is an application that users let in
      And the client has begun to ask for its user's consent
      And its user has allowed it
      And the token endpoint answers with <failure>
      When its user comes back
      Then the caller is told of <kind>

      Examples:
        | failure                      | kind                |
        | an HTML error page           | a failing server    |
        | an empty body                | a malformed answer  |
        | malformed JSON               | a malformed answer  |
        | no access token              | a malformed answer  |
        | an access token that is null | a malformed answer  |
        | a connection cut in the body | a broken connection |

    Scenario: Takes the token whatever else the answer says
      Given the client is an application that users let in
      And the token answer holds members that nobody has documented
      And its user has let it in
      When the client asks who its user is
      Then the caller is told who its user is

    Scenario: Takes the type of the token in any case
      Given the client is an application that users let in
      And the token answer names its type "bEARER"
      And its user has let it in
      When the client asks who its user is
      Then the caller is told who its user is

  @CAP-32
  Rule: The token endpoint has errors of its own form

    Scenario: A refusal of the token endpoint is told by its code
      Given the client is an application that users let in
      And the client has begun to ask for its user's consent
      And its user has allowed it
      And the code has died meanwhile
      When its user comes back
      Then the caller is told of "invalid_grant" or "The grant is invalid, used, expired or not for this client"

  @CAP-15
  Rule: With an access token a call is made for the user who consented

    Scenario: Asks for its user with the user's token
      Given the client is an application that users let in
      And its user has let it in
      When the client asks who its user is
      Then the caller is told who its user is

    Scenario: Two users who let the application in at the same time are kept apart
      Given the client is an application that users let in
      And two users let the application in at the same time
      When each session asks who its user is
      Then each caller is told of its own user

    Scenario: Nothing is called before the user has consented
      Given the client is an application that users let in
      And the client has been asked too early who its user is
      And its user has let it in
      When the client asks who its user is
      Then the caller learned at first that its user is needed
      And nothing was called before the user had consented
      And the call succeeds

  @CAP-16
  Rule: Access tokens are opaque

    Scenario Outline: Sends back a token that looks <shape>
      Given the client is an application that users let in
      And the tokens of users look <shape>
      And its user has let it in
      When the client asks who its user is
      Then every API call carries the token as it was issued
      And the caller is told who its user is

      Examples:
        | shape                       |
        | like a JWT that has expired |
        | like nothing in particular  |

  @CAP-17
  Rule: Tokens, codes and client secrets are secrets

    Scenario: The address of the consent page holds no secret
      Given the client is an application that users let in
      When the client begins to ask for its user's consent
      Then the address of the consent page holds no secret

    Scenario: No address and no program name holds a secret
      Given the client is an application that users let in
      And its user has let it in
      When the client asks who its user is
      Then no URL holds the key, the secret or the token
      And no User-Agent holds the key, the secret or the token

    Scenario: A redirect to another host does not take the user's token along
      Given the client is an application that users let in
      And its user has let it in
      And what the profile is asked for leads to another host
      When the client asks who its user is
      Then nothing secret has reached the other host

    Scenario: What a caller is told of a refused exchange holds no secret
      Given the client is an application that users let in
      And the application was given a wrong client secret
      And the client has begun to ask for its user's consent
      And its user has allowed it
      When its user comes back
      Then the caller is told that authentication failed
      And nothing told to the caller holds a secret

  @CAP-19
  Rule: What the page leaves open goes by RFC 6749

    @cap:pkce
    Scenario: A consent begins with a challenge
      Given the client is an application that users let in
      When the client begins to ask for its user's consent
      Then the consent begins with a challenge by S256

    @cap:pkce
    Scenario: Each consent has a challenge of its own
      Given the client is an application that users let in
      And the client has begun to ask for its user's consent
      When the client begins to ask for its user's consent
      Then each consent has a challenge of its own

    @cap:pkce
    Scenario: The exchange proves who has begun
      Given the client is an application that users let in
      And the client has begun to ask for its user's consent
      And its user has allowed it
      When its user comes back
      Then the exchange proves who has begun

    Scenario: A token whose life is not told is used until it is refused
      Given the client is an application that users let in
      And the platform does not say how long tokens of users live
      And its user has let it in
      When the client asks who its user is 3599 seconds after its token was issued
      Then the caller is told who its user is

    Scenario: Without a refresh token the user is needed when the token has ended
      Given the client is an application that users let in
      And its user has let it in
      When the client asks who its user is 3601 seconds after its token was issued
      Then the caller learns that its user is needed

    @cap:refresh-token @cap:renewal
    Scenario: A token is renewed ahead of its end
      Given the client is an application that users let in
      And the platform issues refresh tokens that stay
      And its user has let it in
      When the client asks who its user is 3599 seconds after its token was issued
      Then the client has renewed its token before the call
      And no expired token crosses the wire

    @cap:refresh-token @cap:renewal
    Scenario: The life of a token is what expires_in says
      Given the client is an application that users let in
      And the platform issues refresh tokens that stay
      And the tokens of users live 600 seconds
      And its user has let it in
      When the client asks who its user is 601 seconds after its token was issued
      Then no expired token crosses the wire

    @cap:refresh-token @cap:renewal
    Scenario: A token that is good is not renewed
      Given the client is an application that users let in
      And the platform issues refresh tokens that stay
      And its user has let it in
      When the client asks who its user is 1800 seconds after its token was issued
      Then the client has obtained 1 token in all

    @cap:refresh-token @cap:renewal
    Scenario: A refresh token that stays renews again and again
      Given the client is an application that users let in
      And the platform issues refresh tokens that stay
      And its user has let it in
      And the token of its user has been renewed 3601 seconds after it was issued
      When the client asks who its user is 7202 seconds after its token was issued
      Then the caller is told who its user is

    @cap:refresh-token @cap:renewal
    Scenario: A refresh token that is replaced is not used again
      Given the client is an application that users let in
      And the platform issues a new refresh token each time
      And its user has let it in
      And the token of its user has been renewed 3601 seconds after it was issued
      When the client asks who its user is 7202 seconds after its token was issued
      Then no refresh token is used that was replaced
      And the caller is told who its user is

    @cap:refresh-token @cap:renewal @cap:concurrent
    Scenario: Calls at the same time share one renewal
      Given the client is an application that users let in
      And the platform issues refresh tokens that stay
      And its user has let it in
      When the client asks 5 times at once who its user is, 3601 seconds after its token was issued
      Then the client has obtained 2 tokens in all
      And the caller is told who its user is

    @cap:refresh-token @cap:reauthenticates
    Scenario: A token that is refused ahead of its time is renewed, and the call repeated once
      Given the client is an application that users let in
      And the platform issues refresh tokens that stay
      And its user has let it in
      And the platform has let the token die early
      When the client asks who its user is
      Then the client has obtained a new token and repeated the call once

    @cap:refresh-token
    Scenario: A consent that was withdrawn is told as such, and nothing loops
      Given the client is an application that users let in
      And the platform issues refresh tokens that stay
      And its user has let it in
      And its user has withdrawn the consent
      When the client asks who its user is
      Then the caller is told that authentication failed
      And the client does not loop
