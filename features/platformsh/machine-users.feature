@platformsh @cap:api-token
Feature: Machine users
  An account of its own for automation, which may do what it needs to and nothing else. On the wire it is a user
  like any other. Page: "Platform.sh API tokens", machine users.

  @PSH-13
  Rule: A dedicated machine user runs automation tasks

    Scenario Outline: A machine user can <task>
      Given the client acts as a machine user who is admin of the project
      When the client is asked to <task>
      Then the machine user has begun to <task>

      Examples:
        | task                   | reason                     |
        | renew the certificates | a deployment renews them   |
        | run a source operation | the body says which one    |

  @PSH-17
  Rule: A very restrictive set of permissions, limited to just the needed tasks

    Scenario Outline: A contributor may not <task>, and is told
      Given the client acts as a machine user who is contributor of the project
      When the client is asked to <task>
      Then the caller is told that permission is missing

      Examples:
        | task                   | reason                      |
        | renew the certificates | to deploy is for admins     |
        | run a source operation | this too                    |

    Scenario: A missing permission is not asked for again
      Given the client acts as a machine user who is viewer of the project
      When the client is asked to take a backup
      Then the refusal is not repeated, and no new token is asked for

    @cap:variable.create
    Scenario Outline: A <role> may not set a variable, and is told
      Given the client acts as a machine user who is <role> of the project
      When the client stores a token in the variable
      Then the caller learns that the user may not manage variables

      Examples:
        | role        | reason                       |
        | viewer      | the page's Reader            |
        | contributor | who may push, and no more    |

    @cap:environments.list
    Scenario: The list of environments is that of the permissions
      Given the client acts as a machine user who is admin of production alone
      When the client lists the environments of the project
      Then the caller has the environments that the user may see

    @cap:environments.list
    Scenario: The machine user of one project has nothing of another, and is told
      Given the client acts as a machine user who is admin of the project
      When the client lists the environments of somebody else's project
      Then the caller is told that permission is missing

  @PSH-18 @cap:backup.create
  Rule: Backups require Admin access but no SSH key

    Scenario: An admin without an SSH key creates a backup
      Given the client acts as a machine user who is admin and has no SSH key
      When the client creates a backup without waiting
      Then the backup is begun for the machine user, who needs no SSH key

    Scenario Outline: A <role> may not create a backup, and is told
      Given the client acts as a machine user who is <role> of the project
      When the client creates a backup without waiting
      Then the caller learns that the user may not create backups

      Examples:
        | role        | reason                               |
        | viewer      | the environment offers no backup     |
        | contributor | nor does it to who may push          |

    Scenario: A right that is lost while the client asks is told as missing
      Given the client acts as a machine user who is admin of the project
      When the client creates a backup, and its user loses the right to at that moment
      Then the caller learns that the user may not create backups

  @PSH-20 @cap:backup.create
  Rule: Machine users show up in activity streams as a separate entry from human users

    Scenario: The activity of a machine user is its own, beside that of a human
      Given the client acts as a machine user who is admin of the project
      And a human has a backup of the same environment under way
      When the client creates a backup without waiting
      Then the activity that the caller has is the machine user's own entry

  @PSH-11
  Rule: The client acts as the user who created the token: its SSH keys

    @cap:ssh-key.create
    Scenario Outline: An SSH key titled <what> is registered as it was given
      Given the client acts as a machine user who is viewer of the project
      When the client registers an SSH key titled "<title>"
      Then the user has the SSH key, and the caller its id

      Examples:
        | what             | title              | reason                        |
        | in plain words   | ci server          | the usual one                 |
        | with odd letters | Été & 'prod' +1%41 | what encoders take for theirs |

    @cap:ssh-key.create
    Scenario: An SSH key that is in use is told as refused
      Given the client acts as a machine user who is viewer of the project
      When the client registers an SSH key that is in use
      Then the caller learns that the SSH key was refused

    @cap:ssh-key.create
    Scenario: What is no SSH key is told as refused
      Given the client acts as a machine user who is viewer of the project
      When the client registers something that is no SSH key
      Then the caller learns that the SSH key was refused

    @cap:ssh-key.list
    Scenario: The list of SSH keys is the user's own
      Given the client acts as a machine user who is viewer of the project
      And the user has the SSH keys "ci server" and "runner"
      And somebody else has an SSH key as well
      When the client lists the SSH keys
      Then the caller has the user's SSH keys and no others

    @cap:ssh-key.list
    Scenario: A list of SSH keys may be empty
      Given the client acts as a machine user who is admin and has no SSH key
      When the client lists the SSH keys
      Then the caller has the user's SSH keys and no others
