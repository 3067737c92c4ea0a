@platformsh
Feature: Who may do what at Platform.sh
  Accounts, invitations, roles and projects. These rows judge the mock itself, by plain HTTP and through the console.
  Page: "Platform.sh API tokens", machine users.

  @PSH-14
  Rule: A machine user for each project has nothing of another

    Scenario Outline: The machine user of another project may not <task>
      Given the machine user is admin of another project
      When the machine user asks to <task>
      Then Platform.sh answers 403

      Examples:
        | task                      |
        | see the project           |
        | see the environments      |
        | see the environment       |
        | see the variables         |
        | see the activities        |
        | see the users             |
        | set a variable            |
        | create a backup           |
        | renew the certificates    |
        | run a source operation    |
        | invite somebody           |

    Scenario: A machine user is told of its own project alone
      Given the machine user is admin of another project
      When the machine user asks for the projects there are
      Then Platform.sh names the other project and not this one

  @PSH-15
  Rule: Every machine user account needs its own unique email address

    Scenario Outline: An address <which> gets no second account
      When somebody makes a Platform.sh account for "<email>"
      Then the page of Platform.sh says "This email address has an account already."
      And there are as many accounts of Platform.sh as before

      Examples:
        | which           | email           |
        | that is taken   | ada@example.com |
        | in capitals     | ADA@Example.com |

    Scenario: An address of its own gets an account
      When somebody makes a Platform.sh account for "bot@example.com"
      Then the account of "bot@example.com" opens the console of Platform.sh

  @PSH-16
  Rule: A machine user is like human users

    Scenario: Nothing on the wire tells a machine user from a human
      When the human and the machine user each ask for their account
      Then both accounts have the same members

    Scenario: A machine user goes the same way in the console
      Given the machine user is signed in to the console of Platform.sh
      When somebody follows "User", "Account Settings" and "API Tokens" in the console of Platform.sh
      Then the page of Platform.sh offers "Create an API Token"

  @PSH-19
  Rule: Checking out code requires an SSH key but only Reader access

    Scenario: A Reader is told where the repository is
      Given the machine user is viewer of the project
      When the machine user asks to see the project
      Then Platform.sh names the repository

    Scenario: A Reader registers a key of its own
      Given the machine user is viewer of the project
      When the machine user registers an SSH key
      Then the account of the machine user has the SSH key

    Scenario: Nobody registers a key for somebody else
      Given the machine user is viewer of the project
      When the machine user registers an SSH key for the human
      Then Platform.sh answers 403

    Scenario: A key opens no project by itself
      Given the machine user has registered an SSH key
      When the machine user asks to see the project
      Then Platform.sh answers 403

  @PSH-21
  Rule: Access levels differ

    Scenario Outline: <role>: <task> is answered with <status>
      Given the machine user is <role> of the project
      When the machine user asks to <task>
      Then Platform.sh answers <status>

      Examples:
        | role        | task                   | status |
        | viewer      | see the environment    | 200    |
        | viewer      | create a backup        | 403    |
        | viewer      | set a variable         | 403    |
        | viewer      | renew the certificates | 403    |
        | viewer      | run a source operation | 403    |
        | viewer      | invite somebody        | 403    |
        | viewer      | rename the project     | 403    |
        | viewer      | rename the environment | 403    |
        | viewer      | change the settings    | 403    |
        | viewer      | deploy                 | 403    |
        | contributor | see the environment    | 200    |
        | contributor | create a backup        | 403    |
        | contributor | set a variable         | 403    |
        | contributor | renew the certificates | 403    |
        | contributor | run a source operation | 403    |
        | admin       | see the environment    | 200    |
        | admin       | create a backup        | 201    |
        | admin       | set a variable         | 201    |
        | admin       | renew the certificates | 201    |
        | admin       | run a source operation | 201    |
        | admin       | invite somebody        | 201    |
        | admin       | rename the project     | 200    |
        | admin       | rename the environment | 200    |
        | admin       | change the settings    | 200    |
        | admin       | deploy                 | 201    |

    Scenario Outline: The links of an environment show <what> to <role>
      Given the machine user is <role> of the project
      When the machine user asks to see the environment
      Then the links of the environment <show> what only an admin may do

      Examples:
        | role        | what    | show       |
        | viewer      | less    | leave out  |
        | contributor | less    | leave out  |
        | admin       | all     | show       |

    Scenario Outline: A role on environments of one type is none on <environment>
      Given the machine user is admin of production environments
      When the machine user asks to create a backup of "<environment>"
      Then Platform.sh answers <status>

      Examples:
        | environment | status |
        | master      | 201    |
        | staging     | 403    |

  @PSH-22
  Rule: Create a machine user that you invite to your project

    Scenario: An account alone opens no project
      When the machine user asks to see the project
      Then Platform.sh answers 403

    Scenario: An invitation opens nothing before it is taken up
      Given the human has invited the machine user as viewer
      When the machine user asks to see the project
      Then Platform.sh answers 403

    Scenario: An invitation that was taken up opens the project
      Given the human has invited the machine user as viewer
      And the machine user has taken the invitation up
      When the machine user asks to see the project
      Then Platform.sh answers 200

    Scenario: It opens what it was made for
      Given the human has invited the machine user as viewer
      And the machine user has taken the invitation up
      When the machine user asks to create a backup
      Then Platform.sh answers 403

    Scenario: Nobody else is shown the invitation
      Given the human has invited the machine user as viewer
      When another machine user looks at its invitations
      Then the page of Platform.sh says "You have no invitations."

    Scenario: Who is invited is not invited again
      Given the human has invited the machine user as viewer
      When the human invites the machine user once more
      Then Platform.sh answers 409

  @PSH-23
  Rule: Log in as that machine user to obtain an API token

    Scenario: An API token made in the session of the machine user acts as the machine user
      Given the machine user is signed in to the console of Platform.sh
      When somebody creates the API token "ci nightly" in the console of Platform.sh
      Then the API token "ci nightly" acts as the machine user

    Scenario: An admin makes no API token for a machine user
      When the human creates an API token for the machine user
      Then Platform.sh answers 403

    Scenario: An admin sees no API token of a machine user
      When the human looks at the API tokens of the machine user
      Then Platform.sh answers 403

    Scenario: A session of the console opens no API
      Given the machine user is signed in to the console of Platform.sh
      When somebody asks the API for the account with the cookie alone
      Then Platform.sh answers 401
