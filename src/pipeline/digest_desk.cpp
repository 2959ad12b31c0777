// SPDX-License-Identifier: MIT
#include "relay/pipeline/digest_desk.hpp"

#include <string>
#include <utility>
#include <vector>

#include "relay/dingtalk/renderer.hpp"
#include "relay/sentry/issue_list.hpp"

namespace relay::pipeline {
namespace asio = boost::asio;

asio::awaitable<Result<delivery::Digest>> compose_digest(ports::Spool& spool, ports::DigestId digest,
                                                         dingtalk::Language language) {
  const Result<delivery::DigestBuilder> builder = co_await spool.gather_digest(digest);
  if (!builder) {
    co_return builder.error();
  }
  const Result<std::vector<alert::Alert>> named = co_await spool.alerts_of(builder->named_alerts());
  if (!named) {
    co_return named.error();
  }
  const Result<std::vector<alert::Alert>> projects = co_await spool.alerts_of(builder->project_alerts());
  if (!projects) {
    co_return projects.error();
  }
  std::vector<delivery::DigestText> titles;
  for (const alert::Alert& alert : *named) {
    titles.push_back({dingtalk::subject(alert, language), alert.link});
  }
  std::vector<std::string> links;
  for (const alert::Alert& alert : *projects) {
    links.push_back(sentry::issue_list(alert.link));
  }
  co_return builder->build(titles, links);
}

}  // namespace relay::pipeline
