// SPDX-License-Identifier: MIT
#include "emulator/page_style.hpp"

#include "relay/base/crypto.hpp"

namespace relay::emulator {
namespace {

constexpr std::string_view kStyle = R"css(
:root {
  --blue: #1677ff; --ink: #171a1d; --soft: #62666b; --faint: #8a9099; --line: #e4e7eb; --desk: #e3e9f1;
  --card: #ffffff; --chat: #f3f5f8; --bubble: #ffffff; --hover: #f0f4f9; --on: #e6f1ff;
  --ok: #0b7a3b; --ok-back: #e3f5e9; --warn: #9a5b00; --warn-back: #fff2d9; --bad: #c5221f; --bad-back: #fdeceb;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --blue: #5aa2ff; --ink: #e8eaed; --soft: #a7adb5; --faint: #868d96; --line: #33383f; --desk: #101216;
    --card: #1b1e23; --chat: #15181c; --bubble: #24282e; --hover: #23272d; --on: #1d2c41;
    --ok: #6fd394; --ok-back: #16301f; --warn: #f2bf62; --warn-back: #37290f; --bad: #ff8f88; --bad-back: #3c1b1a;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body {
  margin: 0; background: var(--desk); color: var(--ink); line-height: 1.55; -webkit-text-size-adjust: 100%;
  font: 14px/1.55 -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "PingFang SC", "Hiragino Sans GB",
    "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", Arial, sans-serif, "Noto Color Emoji";
}
a { color: var(--blue); text-decoration: none; }
a:hover { text-decoration: underline; }
.app {
  display: grid; grid-template-columns: 264px minmax(0, 1fr); max-width: 1160px; min-height: calc(100vh - 48px);
  margin: 24px auto; background: var(--card); border-radius: 14px; overflow: clip;
  box-shadow: 0 1px 2px rgba(20, 40, 80, .08), 0 12px 40px rgba(20, 40, 80, .10);
}
.side { padding: 18px 12px; position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; }
.brand { display: flex; gap: 10px; align-items: center; padding: 0 8px 14px; font-weight: 600; font-size: 15px; }
.brand small { display: block; font-weight: 400; font-size: 12px; color: var(--faint); }
.session { display: flex; gap: 10px; align-items: center; padding: 9px 8px; border-radius: 10px; color: inherit; }
.session:hover { background: var(--hover); text-decoration: none; }
.session.on { background: var(--on); }
.session .name { display: block; font-weight: 600; }
.session .last {
  display: block; color: var(--faint); font-size: 12px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis;
}
.session > span:nth-child(2) { flex: 1; min-width: 0; }
.badge { font-size: 11px; color: var(--soft); background: var(--chat); border-radius: 9px; padding: 1px 7px; }
.badge.bad { background: var(--bad-back); color: var(--bad); }
.avatar {
  flex: none; width: 38px; height: 38px; border-radius: 50%; color: #fff; font-weight: 600; font-size: 16px;
  display: inline-flex; align-items: center; justify-content: center; background: #8a9099;
}
.c0 { background: #1677ff; } .c1 { background: #0f9d6b; } .c2 { background: #d9730d; }
.c3 { background: #8250df; } .c4 { background: #c2417c; } .c5 { background: #0b8a9e; }
.chat { border-left: 1px solid var(--line); background: var(--chat); min-width: 0; display: flex; flex-direction: column; }
.bar {
  position: sticky; top: 0; z-index: 1; background: var(--card); border-bottom: 1px solid var(--line);
  display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; padding: 12px 20px;
}
.bar h1 { font-size: 16px; margin: 0; flex: 1; min-width: 150px; }
.bar h1 small { display: block; font-weight: 400; font-size: 12px; color: var(--faint); }
.switch { display: inline-flex; background: var(--chat); border-radius: 8px; padding: 3px; }
.switch a { padding: 3px 12px; border-radius: 6px; color: var(--soft); font-size: 13px; white-space: nowrap; }
.switch a.on { background: var(--card); color: var(--blue); font-weight: 600; box-shadow: 0 1px 2px rgba(0, 0, 0, .12); }
.switch a:hover { text-decoration: none; color: var(--blue); }
.tally { display: flex; flex-wrap: wrap; gap: 6px 10px; align-items: center; padding: 12px 20px 0; }
.tally .more { margin-left: auto; font-size: 13px; }
.chip {
  font-size: 12px; border-radius: 10px; padding: 1px 9px; background: var(--line); color: var(--soft);
  white-space: nowrap;
}
.chip.ok { background: var(--ok-back); color: var(--ok); }
.chip.warn { background: var(--warn-back); color: var(--warn); }
.chip.bad { background: var(--bad-back); color: var(--bad); }
.stream { padding: 4px 20px 32px; flex: 1; }
.when { text-align: center; color: var(--faint); font-size: 12px; margin: 18px 0 10px; }
.empty { text-align: center; color: var(--faint); margin: 72px 0; }
.message { display: flex; gap: 10px; margin: 16px 0; max-width: 760px; scroll-margin-top: 80px; }
.message > div { min-width: 0; flex: 1; }
.who { display: flex; flex-wrap: wrap; gap: 2px 8px; align-items: center; color: var(--soft); font-size: 12px; margin-bottom: 4px; }
.who b { font-weight: 600; color: var(--ink); font-size: 13px; }
.bot { border: 1px solid var(--blue); color: var(--blue); border-radius: 4px; padding: 0 4px; font-size: 10px; line-height: 15px; }
.who .chip { margin-left: auto; }
.bubble {
  display: inline-block; max-width: 100%; min-width: 60px; background: var(--bubble); border-radius: 4px 12px 12px 12px;
  padding: 10px 14px; overflow-wrap: anywhere; box-shadow: 0 1px 1px rgba(20, 40, 80, .06);
}
.bubble > :first-child { margin-top: 0; }
.bubble > :last-child { margin-bottom: 0; }
.bubble p, .bubble ul, .bubble ol, .bubble blockquote { margin: 8px 0; }
.bubble ul, .bubble ol { padding-left: 20px; }
.bubble li { margin: 2px 0; }
.bubble h1, .bubble h2, .bubble h3, .bubble h4, .bubble h5, .bubble h6 { margin: 12px 0 6px; line-height: 1.35; }
.bubble h1 { font-size: 20px; } .bubble h2 { font-size: 18px; } .bubble h3 { font-size: 16px; }
.bubble h4 { font-size: 15px; } .bubble h5, .bubble h6 { font-size: 14px; }
.bubble blockquote { border-left: 3px solid var(--line); padding-left: 10px; color: var(--soft); }
.bubble code { background: var(--chat); border-radius: 4px; padding: 0 4px; font-size: 13px; }
.bubble hr { border: 0; border-top: 1px solid var(--line); margin: 10px 0; }
.bubble .image { display: inline-block; background: var(--chat); border: 1px dashed var(--line); border-radius: 6px; padding: 10px 14px; color: var(--faint); }
.plain { white-space: pre-wrap; }
.blank { color: var(--faint); min-width: 180px; min-height: 44px; }
.note { font-size: 12px; color: var(--soft); margin-top: 4px; }
.note.warn { color: var(--warn); }
.note.bad { color: var(--bad); }
details { font-size: 12px; color: var(--faint); margin-top: 4px; }
summary { cursor: pointer; }
.said > summary { color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
details pre {
  white-space: pre-wrap; overflow-wrap: anywhere; background: var(--card); border: 1px solid var(--line);
  border-radius: 8px; padding: 8px 10px; margin: 6px 0; max-height: 320px; overflow: auto; color: var(--soft);
}
.refused .avatar, .duplicate .avatar { background: var(--faint); opacity: .6; }
.refused .who b, .duplicate .who b { color: var(--soft); }
.verdict { border-left: 3px solid var(--bad); background: var(--bad-back); border-radius: 4px 10px 10px 4px; padding: 7px 12px; }
.verdict strong { color: var(--bad); }
.verdict span { display: block; color: var(--soft); font-size: 12px; }
.refused .bubble { background: transparent; border: 1px dashed var(--faint); box-shadow: none; opacity: .62; margin-top: 6px; color: var(--ink); font-size: 14px; }
.duplicate .verdict { border-color: var(--faint); background: var(--card); }
.duplicate .verdict strong { color: var(--soft); }
.phone {
  width: 390px; max-width: 100%; margin: 18px auto 32px; padding: 10px 12px 26px; flex: none; min-height: 640px;
  background: var(--desk); border: 9px solid #20242a; border-radius: 38px;
}
.phone .bubble { font-size: 15px; }
.phone .message { margin: 10px 0 20px; gap: 8px; }
.phone .avatar { width: 34px; height: 34px; font-size: 14px; }
.phone .who .chip { margin-left: 0; }
.push {
  background: var(--card); border-radius: 16px; padding: 9px 13px; box-shadow: 0 2px 8px rgba(20, 40, 80, .14);
  font-size: 13px; overflow-wrap: anywhere;
}
.push small { color: var(--faint); display: flex; justify-content: space-between; }
.foot { color: var(--faint); font-size: 12px; text-align: center; padding: 0 20px 18px; }
@media (max-width: 800px) {
  .app { display: block; margin: 0; border-radius: 0; min-height: 100vh; overflow: visible; }
  .side { display: flex; gap: 6px; overflow-x: auto; border-bottom: 1px solid var(--line); padding: 8px 10px; position: static; }
  .brand, .session .last { display: none; }
  .session { flex: none; padding: 5px 10px 5px 6px; }
  .session .avatar { width: 26px; height: 26px; font-size: 12px; }
  .chat { border-left: 0; }
  .bar { padding: 10px 14px; }
  .bar h1 { flex-basis: 100%; }
  .tally { padding: 10px 14px 0; }
  .stream { padding: 0 12px 28px; }
  .message .avatar { width: 32px; height: 32px; font-size: 14px; }
  .phone { border-width: 0; border-radius: 0; width: 100%; margin: 0; }
}
)css";

}  // namespace

std::string_view page_style() { return kStyle; }

std::string page_policy() {
  return "default-src 'none'; style-src 'sha256-" + crypto::base64(crypto::sha256(kStyle)) +
         "'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

}  // namespace relay::emulator
