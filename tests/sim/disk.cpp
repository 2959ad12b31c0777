// SPDX-License-Identifier: MIT
#include "sim/disk.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace relay::sim {
namespace {

constexpr std::size_t kSector = 512;

void put(std::string& content, const Disk::Change& change) {
  const auto offset = static_cast<std::size_t>(change.offset);
  if (!change.written.has_value()) {
    content.resize(offset);
    return;
  }
  const std::string& bytes = *change.written;
  if (content.size() < offset + bytes.size()) {
    content.resize(offset + bytes.size());
  }
  std::copy(bytes.begin(), bytes.end(), content.begin() + change.offset);
}

}  // namespace

Disk::Step Disk::step() {
  if (dead_) {
    return Step::dead;
  }
  if (left_.has_value() && --*left_ <= 0) {
    left_.reset();
    dead_ = true;
    return Step::dies;
  }
  return Step::works;
}

// What was handed over of the change that it dies in.
std::optional<Disk::Change> Disk::begun(Change change) {
  const std::size_t size = change.written.has_value() ? change.written->size() : 0;
  if (size <= kSector || random_.chance(0.5)) {
    return random_.chance(0.5) ? std::optional(std::move(change)) : std::nullopt;
  }
  change.written->resize(kSector *
                         static_cast<std::size_t>(random_.between(1, static_cast<std::int64_t>((size - 1) / kSector))));
  return change;
}

bool Disk::change(File& file, Change change) {
  const Step step = this->step();
  std::optional<Change> happens;
  if (step != Step::dead) {
    happens = step == Step::dies ? begun(std::move(change)) : std::optional(std::move(change));
  }
  if (happens.has_value()) {
    put(file.written, *happens);
    file.since.push_back(std::move(*happens));
  }
  return step == Step::works;
}

bool Disk::sync(File& file, bool with_names) {
  const Step step = this->step();
  const bool happens = step == Step::works || (step == Step::dies && random_.chance(0.3));
  if (happens) {
    ++syncs_;
    for (const Change& change : file.since) {
      put(file.synced, change);
    }
    file.since.clear();
    if (with_names) {
      for (auto& [name, any] : files_) {
        any.named = true;
      }
    }
  }
  return step == Step::works;
}

Disk::File* Disk::find(const std::string& name) {
  const auto found = files_.find(name);
  return found == files_.end() ? nullptr : &found->second;
}

Disk::File* Disk::make(const std::string& name) { return &files_[name]; }

void Disk::remove(const std::string& name) {
  if (step() != Step::dead) {
    files_.erase(name);
  }
}

void Disk::revive_after_kill() {
  dead_ = false;
  left_.reset();
}

void Disk::revive_after_power_cut() {
  dead_ = false;
  left_.reset();
  const double keep = random_.pick(std::vector<double>{0.0, 0.5, 0.9});
  for (auto file = files_.begin(); file != files_.end();) {
    if (!file->second.named && random_.chance(0.5)) {
      file = files_.erase(file);
    } else {
      keep_some(file->second, keep);
      ++file;
    }
  }
}

void Disk::keep_some(File& file, double keep) {
  for (const Change& change : file.since) {
    if (random_.chance(keep)) {
      put(file.synced, change);
    } else if (change.written.has_value() && random_.chance(keep)) {
      for (std::size_t at = 0; at < change.written->size(); at += kSector) {
        if (random_.chance(0.5)) {
          put(file.synced, {change.offset + static_cast<std::int64_t>(at), change.written->substr(at, kSector)});
        }
      }
    }
  }
  file.since.clear();
  file.written = file.synced;
}

Disk::Image Disk::image() const {
  Image image;
  for (const auto& [name, file] : files_) {
    image.emplace(name, file.written);
  }
  return image;
}

void Disk::load(const Image& image) {
  files_.clear();
  for (const auto& [name, content] : image) {
    files_[name] = File{content, content, {}, true};
  }
}

void Disk::fill_with_chance(char* out, int bytes) {
  for (int i = 0; i < bytes; ++i) {
    out[i] = static_cast<char>(random_.next() & 0xFFU);
  }
}

}  // namespace relay::sim
