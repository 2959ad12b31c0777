// SPDX-License-Identifier: MIT
#include "sim/skies.hpp"

namespace relay::sim {
namespace {

std::string_view name_of(Way way) {
  switch (way) {
    case Way::well:
      return "";
    case Way::slow:
      return "slow";
    case Way::unreachable:
      return "unreachable";
    case Way::unresolved:
      return "unresolved";
    case Way::untrusted:
      return "untrusted";
    case Way::cut:
      return "cut";
    case Way::lost:
      return "lost";
    case Way::unheard:
      return "unheard";
    case Way::reset:
      return "reset";
    case Way::late:
      return "late";
    case Way::gateway_timeout:
      return "gateway_timeout";
    case Way::garbage:
      return "garbage";
  }
  return "";
}

std::string_view name_of(Mood mood) {
  switch (mood) {
    case Mood::well:
      return "";
    case Mood::busy:
      return "busy";
    case Mood::server_error:
      return "server_error";
    case Mood::unexpected:
      return "unexpected";
    case Mood::busy_for_others:
      return "busy_for_others";
    case Mood::keyword:
      return "keyword";
    case Mood::token:
      return "token";
    case Mood::disbanded:
      return "disbanded";
    case Mood::punished:
      return "punished";
    case Mood::html:
      return "html";
    case Mood::redirect:
      return "redirect";
  }
  return "";
}

}  // namespace

std::string_view name_of(Weather weather) {
  return weather.way == Way::well ? name_of(weather.mood) : name_of(weather.way);
}

const std::vector<Weather>& all_faults() {
  static const std::vector<Weather> kAll{
      {Way::slow},
      {Way::unreachable},
      {Way::unresolved},
      {Way::untrusted},
      {Way::cut},
      {Way::lost},
      {Way::unheard},
      {Way::reset},
      {Way::late},
      {Way::gateway_timeout},
      {Way::garbage},
      {Way::well, Mood::busy},
      {Way::well, Mood::server_error},
      {Way::well, Mood::unexpected},
      {Way::well, Mood::busy_for_others},
      {Way::well, Mood::keyword},
      {Way::well, Mood::token},
      {Way::well, Mood::disbanded},
      {Way::well, Mood::punished},
      {Way::well, Mood::html},
      {Way::well, Mood::redirect},
  };
  return kAll;
}

Weather Skies::over(std::size_t robot, Instant now, Random& random) const {
  for (const Spell& spell : spells_.at(robot)) {
    if (spell.from <= now && now < spell.to && random.chance(spell.share)) {
      return spell.weather;
    }
  }
  return {};
}

}  // namespace relay::sim
