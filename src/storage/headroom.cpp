// SPDX-License-Identifier: MIT
#include "storage/headroom.hpp"

#include <utility>

namespace relay::storage {

using ports::Pressure;

Headroom::Headroom(Capacity capacity, DiskReserve reserve, OnChange on_change)
    : capacity_(capacity), reserve_(std::move(reserve)), on_change_(std::move(on_change)) {
  if (!reserve_.make() && !reserve_.disk_has_room()) {
    capacity_.set_disk(Disk::full);
    enter(Pressure::disk_full);
  }
}

bool Headroom::make_room(Full full) {
  if (full != Full::disk && !reserve_.disk_is_low()) {
    return false;  // spool.max_bytes, which no reserve of the disk helps
  }
  const bool news = capacity_.disk() == Disk::roomy;
  capacity_.set_disk(Disk::full);
  enter(Pressure::disk_full);
  return reserve_.release() || news;  // a count needs less room than an alert
}

void Headroom::note(bool found_room) {
  if (!found_room && pressure_ == Pressure::none) {
    enter(Pressure::spool_full);
  } else if (found_room && pressure_ == Pressure::spool_full) {
    enter(Pressure::none);
  }
}

Result<void> Headroom::look(Database& database) {
  if (reserve_.make() || reserve_.disk_has_room()) {
    capacity_.set_disk(Disk::roomy);
  }
  if (pressure_ == Pressure::none || capacity_.disk() == Disk::full) {
    return boost::system::in_place_value;
  }
  const Result<bool> room = capacity_.has_room(database);
  if (!room) {
    return room.error();
  }
  enter(*room ? Pressure::none : Pressure::spool_full);
  return boost::system::in_place_value;
}

void Headroom::enter(Pressure pressure) {
  if (std::exchange(pressure_, pressure) != pressure && on_change_) {
    on_change_(pressure);
  }
}

}  // namespace relay::storage
