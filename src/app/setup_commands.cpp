// SPDX-License-Identifier: MIT
#include "app/setup_commands.hpp"

#include <CLI/CLI.hpp>

namespace relay::app {
namespace {

constexpr const char* kSecretType = "FILE";

void add_output(CLI::App& command, std::string& output, bool& force, const char* what) {
  command.add_option("-o,--output", output, what)->type_name("FILE");
  command.add_flag("--force", force, "Replace the file if it exists");
}

void add_init(CLI::App& program, InitArguments& arguments, Action& action) {
  CLI::App* command = add_command(
      program, "init", "Ask for what is needed and write a commented configuration",
      "  sentry-dingtalk-relay init\n"
      "  sentry-dingtalk-relay init --access-token-file token --secret-file secret --language zh --no-input\n"
      "  printf '%s\\n' \"$TOKEN\" \"$SECRET\" | sentry-dingtalk-relay init --access-token-file - --secret-file -\n");
  command
      ->add_option("--access-token-file", arguments.access_token_file,
                   "Holds the robot's token or webhook URL; -: the next line of standard input")
      ->type_name(kSecretType);
  command->add_option("--secret-file", arguments.secret_file, "Holds the robot's signing secret; - as above")
      ->type_name(kSecretType);
  command
      ->add_option("--client-secret-file", arguments.client_secret_file,
                   "Holds the Client Secret of Sentry's integration; - as above")
      ->type_name(kSecretType);
  command->add_option("--keyword", arguments.keyword, "The robot's custom keyword")->type_name("WORD");
  command->add_option("--at-mobiles", arguments.at_mobiles, "Numbers to mention, with commas")->type_name("NUMBERS");
  command->add_option("--language", arguments.language, "en or zh")->type_name("LANGUAGE");
  command->add_option("--timezone", arguments.timezone, "A name of the tz database (zh: Asia/Shanghai)")
      ->type_name("ZONE");
  command->add_option("--base-url", arguments.base_url, "The address of Sentry")->type_name("URL");
  command->add_option("--name", arguments.name, "The robot's name")->capture_default_str()->type_name("NAME");
  command->add_flag("--no-input", arguments.no_input, "Never ask; all but the access token may stay empty");
  add_output(*command, arguments.output, arguments.force, "Where to write (default: relay.yaml)");
  command->callback([&] { action = [&] { return init(arguments); }; });
}

void add_import_plugin(CLI::App& program, ImportPluginArguments& arguments, Action& action) {
  CLI::App* command =
      add_command(program, "import-plugin", "Turn the settings of Sentry's plugin into a commented configuration",
                  "  sentry-dingtalk-relay import-plugin -o relay.yaml\n"
                  "  sentry-dingtalk-relay import-plugin settings.yaml --name backend --name frontend > relay.yaml\n"
                  "  curl … /api/0/projects/acme/shop/plugins/dingtalk/ | sentry-dingtalk-relay import-plugin -\n");
  command
      ->add_option("input", arguments.input,
                   "Settings as YAML, as pasted, or as JSON of Sentry; - or nothing: standard input, and on a "
                   "terminal questions")
      ->type_name("FILE");
  command->add_option("--name", arguments.names, "The name of the next robot, in order; else robot-1, robot-2, …")
      ->expected(1)
      ->take_all()
      ->type_name("NAME");
  command->add_flag("--keep-names", arguments.keep_names,
                    "Names as of the dingtalk: form, for alerts that wait there already");
  command->add_option("--language", arguments.language, "Of messages and comments, en or zh")
      ->capture_default_str()
      ->check(CLI::IsMember({"en", "zh"}).description(""))
      ->type_name("LANGUAGE");
  command
      ->add_option("--client-secret-file", arguments.client_secret_file,
                   "Holds the Client Secret of Sentry's integration; -: the first line of standard input")
      ->type_name(kSecretType);
  command->add_option("--base-url", arguments.base_url, "The address of Sentry")->type_name("URL");
  add_output(*command, arguments.output, arguments.force, "Where to write (default: standard output)");
  command->callback([&] { action = [&] { return import_plugin(arguments); }; });
}

}  // namespace

void add_setup_commands(CLI::App& program, SetupArguments& arguments, Action& action) {
  add_init(program, arguments.init, action);
  add_import_plugin(program, arguments.import_plugin, action);
}

}  // namespace relay::app
