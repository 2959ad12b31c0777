// SPDX-License-Identifier: MIT
#include "storage/job_operations.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "storage/accounting.hpp"
#include "storage/delivery_list.hpp"
#include "storage/robots.hpp"

namespace relay::storage {
namespace asio = boost::asio;
using ports::AlertId;
using ports::Changed;
using ports::DeliveryFilter;
using ports::DeliveryId;
using ports::Explanation;
using ports::ListedDelivery;

namespace {

constexpr std::size_t kSmallJob = 1024;
constexpr std::size_t kListStep = 200;
constexpr std::size_t kOthers = 10;

// Ends the copy that was begun, whichever way the caller ends.
class Copying {
 public:
  explicit Copying(bool& copying) : copying_(copying) { copying_ = true; }
  ~Copying() { copying_ = false; }
  Copying(const Copying&) = delete;
  Copying& operator=(const Copying&) = delete;

 private:
  bool& copying_;
};

}  // namespace

JobOperations::JobOperations(JobRunner& writer, std::function<Moment()> moment, SnapshotPlace snapshots)
    : writer_(writer), moment_(std::move(moment)), snapshots_(std::move(snapshots)) {}

asio::awaitable<Result<JobOperations::Listing>> JobOperations::list_some(DeliveryFilter filter, DeliveryId from,
                                                                         std::size_t most) {
  return writer_.execute<Listing>(
      kSmallJob, [filter = std::move(filter), from, most](Database& inside) -> Result<Listing> {
        const Result<Pick> pick = pick_deliveries(inside, filter, PickOrder::newest_first, from, most);
        if (!pick) {
          return pick.error();
        }
        Result<std::vector<ListedDelivery>> found = describe(inside, pick->found);
        if (!found) {
          return found.error();
        }
        return Listing{std::move(*found), pick->next};
      });
}

asio::awaitable<Result<std::vector<ListedDelivery>>> JobOperations::list(DeliveryFilter filter, std::size_t limit) {
  std::vector<ListedDelivery> listed;
  DeliveryId from = 0;
  while (listed.size() < limit) {
    Result<Listing> some = co_await list_some(filter, from, std::min(limit - listed.size(), kListStep));
    if (!some) {
      co_return some.error();
    }
    std::move(some->found.begin(), some->found.end(), std::back_inserter(listed));
    from = some->next;
    if (from == 0) {
      break;
    }
  }
  co_return listed;
}

asio::awaitable<Result<ports::Audit>> JobOperations::audit() {
  return writer_.execute<ports::Audit>(kSmallJob, [](Database& inside) { return storage::audit(inside); });
}

asio::awaitable<Result<std::vector<AlertId>>> JobOperations::search(Look look, std::size_t most) {
  std::vector<AlertId> found;
  AlertId from = 0;
  do {
    const std::size_t wanted = most - found.size();
    auto step = writer_.execute<AlertMatch>(
        kSmallJob, [&look, from, wanted](Database& inside) { return look(inside, from, wanted); });
    const Result<AlertMatch> some = co_await std::move(step);
    if (!some) {
      co_return some.error();
    }
    found.insert(found.end(), some->found.begin(), some->found.end());
    from = some->next;
  } while (from != 0 && found.size() < most);
  co_return found;
}

asio::awaitable<Result<Explanation>> JobOperations::tell(std::optional<AlertId> id) {
  return writer_.execute<Explanation>(kSmallJob, [this, id](Database& inside) -> Result<Explanation> {
    Explanation told;
    const Result<std::optional<AlertId>> newest = newest_alert(inside);
    const Result<std::optional<WallTime>> oldest = oldest_alert(inside);
    if (!newest || !oldest) {
      return newest ? oldest.error() : newest.error();
    }
    told.newest = *newest;
    told.oldest = *oldest;
    if (!id.has_value()) {
      return told;
    }
    Result<std::optional<ports::AlertStory>> story = read_story(inside, *id, moment_());
    if (!story) {
      return story.error();
    }
    told.story = std::move(*story);
    return told;
  });
}

asio::awaitable<Result<Explanation>> JobOperations::tell_all(std::optional<AlertId> id) {
  Result<Explanation> told = co_await tell(id);
  if (told && told->story.has_value()) {
    const auto same_issue = [id](Database& inside, AlertId from, std::size_t most) {
      return find_same_issue(inside, *id, from, most);
    };
    Result<std::vector<AlertId>> others = co_await search(same_issue, kOthers);
    if (!others) {
      co_return others.error();
    }
    told->others = std::move(*others);
  }
  co_return told;
}

asio::awaitable<Result<Explanation>> JobOperations::explain(ports::AlertQuestion question) {
  if (question.id.has_value()) {
    Result<Explanation> told = co_await tell_all(question.id);
    if (!told || told->story.has_value()) {
      co_return told;
    }
    question.text = std::to_string(*question.id);  // an issue's number, perhaps
  }
  if (question.text.empty()) {
    Result<Explanation> told = co_await tell(std::nullopt);
    if (!told || !told->newest.has_value()) {
      co_return told;
    }
    const auto newest = told->newest;
    co_return co_await tell_all(newest);
  }
  const auto by_text = [text = question.text](Database& inside, AlertId from, std::size_t most) {
    return find_by_text(inside, text, from, most);
  };
  const Result<std::vector<AlertId>> found = co_await search(by_text, 1);
  if (!found) {
    co_return found.error();
  }
  const auto first = found->empty() ? std::optional<AlertId>{} : std::optional(found->front());
  co_return co_await tell_all(first);
}

asio::awaitable<Result<ChangeStep>> JobOperations::change_some(Change what, DeliveryFilter filter, DeliveryId from) {
  return writer_.execute<ChangeStep>(kSmallJob, [this, what, filter = std::move(filter), from](Database& inside) {
    return what == Change::redrive ? redrive_some(inside, filter, from, moment_())
                                   : discard_some(inside, filter, from, moment_());
  });
}

asio::awaitable<Result<Changed>> JobOperations::change(Change what, DeliveryFilter filter) {
  Changed sum;
  DeliveryId from = 0;
  for (;;) {
    const Result<ChangeStep> step = co_await change_some(what, filter, from);
    if (!step) {
      co_return step.error();
    }
    add_to(sum, step->changed);
    from = step->next;
    if (from == 0) {
      co_return sum;
    }
  }
}

asio::awaitable<Result<Changed>> JobOperations::redrive(DeliveryFilter filter) {
  return change(Change::redrive, std::move(filter));
}

asio::awaitable<Result<Changed>> JobOperations::discard(DeliveryFilter filter) {
  return change(Change::discard, std::move(filter));
}

asio::awaitable<Result<bool>> JobOperations::set(std::string robot, bool paused) {
  return writer_.execute<bool>(kSmallJob, [this, robot = std::move(robot), paused](Database& inside) {
    return set_paused(inside, robot, paused ? std::optional(moment_().wall) : std::nullopt);
  });
}

asio::awaitable<Result<bool>> JobOperations::pause(std::string robot) { return set(std::move(robot), true); }
asio::awaitable<Result<bool>> JobOperations::resume(std::string robot) { return set(std::move(robot), false); }

// True while more remains.
asio::awaitable<Result<bool>> JobOperations::copy_some() {
  return writer_.execute_aside<bool>([this](Database& source) -> Result<bool> {
    if (backup_ == nullptr) {
      Result<std::unique_ptr<Backup>> begun = Backup::begin(source, snapshots_.path, snapshots_.mode_like);
      if (!begun) {
        return begun.error();
      }
      backup_ = std::move(*begun);
    }
    Result<bool> more = backup_->step();
    if (!more || !*more) {
      backup_.reset();
    }
    return more;
  });
}

asio::awaitable<Result<std::string>> JobOperations::snapshot() {
  if (copying_) {
    co_return fail(ErrorKind::unavailable, "a copy of the spool is being made: try again when it is done");
  }
  const Copying copying(copying_);
  for (;;) {
    const Result<bool> more = co_await copy_some();
    if (!more) {
      co_return more.error();
    }
    if (!*more) {
      co_return snapshots_.path;
    }
  }
}

}  // namespace relay::storage
