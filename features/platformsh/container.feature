@platformsh
Feature: The CLI on an application container
  The documented build hook downloads the CLI to where the container finds it. The container is a model; these rows
  judge the mock itself. Page: "Platform.sh API tokens", installing the CLI on a container.

  @PSH-29
  Rule: Add a build hook to your .platform.app.yaml file to download the CLI

    Scenario: Everybody may download the installer
      When somebody downloads the installer of the CLI
      Then the installer is a script for PHP

    Scenario: The documented build hook downloads it
      When a build runs the documented build hook
      Then the hook has downloaded the installer from Platform.sh

  @PSH-30
  Rule: Download the CLI to a known directory, .platformsh/bin, which will be added to the PATH at runtime

    Scenario: The installer puts the CLI into the known directory
      When somebody downloads the installer of the CLI
      Then the installer puts the CLI into ".platformsh/bin"

    Scenario: The running container finds the CLI
      When a build runs the documented build hook
      Then the running container finds the CLI where the installer has put it
