// SPDX-License-Identifier: MIT
#include "app/demo_payloads.hpp"

#include <array>

namespace relay::app {
namespace {

// clang-format off
constexpr std::array kPayloads{
    DemoPayload{"event alert", "event_alert",
     R"json({"action":"triggered","installation":{"uuid":"5f0c2d0e-7c1b-4c55-9a53-2f5d3a8b1c10"},"data":{"event":{"event_id":"8a1f6f6f0d3c4b6c9f1f0a7e5b2d4c61","p)json"
     R"json(roject":7,"release":"checkout@2.14.0","dist":null,"platform":"python","message":"","datetime":"2026-11-23T07:04:05.123456Z","tags":[["environment","pr)json"
     R"json(oduction"],["level","error"],["release","checkout@2.14.0"],["server_name","web-3"],["transaction","/api/orders/{id}/pay"]],"culprit":"checkout.payment)json"
     R"json( in charge","environment":"production","level":"error","location":"checkout/payment.py","logger":"","type":"error","metadata":{"type":"PaymentError",")json"
     R"json(value":"card declined for order <4711>: insufficient_funds","filename":"checkout/payment.py","function":"charge"},"exception":{"values":[{"type":"Paym)json"
     R"json(entError","value":"card declined for order <4711>: insufficient_funds","stacktrace":{"frames":[{"filename":"checkout/payment.py","function":"charge",")json"
     R"json(lineno":88,"in_app":true,"context_line":"    raise PaymentError(reason)"}]}}]},"timestamp":1795417445.123456,"received":1795417446.5,"title":"PaymentE)json"
     R"json(rror: card declined for order <4711>: insufficient_funds","version":"7","url":"https://sentry.example.com/api/0/projects/acme/checkout/events/8a1f6f6f)json"
     R"json(0d3c4b6c9f1f0a7e5b2d4c61/","web_url":"https://sentry.example.com/organizations/acme/issues/4711/events/8a1f6f6f0d3c4b6c9f1f0a7e5b2d4c61/","issue_url":)json"
     R"json("https://sentry.example.com/api/0/organizations/acme/issues/4711/","issue_id":"4711"},"triggered_rule":"Payments: page on-call","issue_alert":{"id":5,)json"
     R"json("title":"Payments: page on-call","settings":[]}},"actor":{"type":"application","id":"sentry","name":"Sentry"}})json"},
    DemoPayload{"error", "error",
     R"json({"action":"created","installation":{"uuid":"5f0c2d0e-7c1b-4c55-9a53-2f5d3a8b1c10"},"data":{"error":{"event_id":"1b7e5a3f9c2d4e6f8a0b1c2d3e4f5a6b","pro)json"
     R"json(ject":7,"release":"checkout@2.14.0","dist":null,"platform":"python","message":"\u6570\u636e\u5e93\u6b7b\u9501: Deadlock found when trying to get lock\)json"
     R"json(n\u4e8b\u52a1 A \u7b49\u5f85 orders(4711)\n\u4e8b\u52a1 B \u7b49\u5f85 stock(99)","datetime":"2026-11-23T07:04:05.123456Z","tags":[["environment","pro)json"
     R"json(duction"],["level","error"],["release","checkout@2.14.0"],["server_name","web-3"],["transaction","/api/orders/{id}/pay"]],"culprit":"orders.repo in sa)json"
     R"json(ve","environment":"production","level":"fatal","location":"orders/repo.py","logger":"","type":"default","metadata":{"title":"\u6570\u636e\u5e93\u6b7b\)json"
     R"json(u9501: Deadlock found when trying to get lock"},"exception":null,"timestamp":1795417445.123456,"received":1795417446.5,"title":"\u6570\u636e\u5e93\u6b)json"
     R"json(7b\u9501: Deadlock found when trying to get lock","version":"7","url":"https://sentry.example.com/api/0/projects/acme/orders/events/1b7e5a3f9c2d4e6f8a)json"
     R"json(0b1c2d3e4f5a6b/","web_url":"https://sentry.example.com/organizations/acme/issues/4720/events/1b7e5a3f9c2d4e6f8a0b1c2d3e4f5a6b/","issue_url":"https://s)json"
     R"json(entry.example.com/api/0/organizations/acme/issues/4720/","issue_id":"4720","logentry":{"formatted":"\u6570\u636e\u5e93\u6b7b\u9501: Deadlock found whe)json"
     R"json(n trying to get lock\n\u4e8b\u52a1 A \u7b49\u5f85 orders(4711)\n\u4e8b\u52a1 B \u7b49\u5f85 stock(99)"}}},"actor":{"type":"application","id":"sentry",)json"
     R"json("name":"Sentry"}})json"},
    DemoPayload{"issue created", "issue",
     R"json({"action":"created","installation":{"uuid":"5f0c2d0e-7c1b-4c55-9a53-2f5d3a8b1c10"},"data":{"issue":{"id":"4712","shortId":"CHECKOUT-3F","title":"Timeo)json"
     R"json(utError: Redis \u8fde\u63a5\u8d85\u65f6","culprit":"checkout.cart in load","permalink":"https://sentry.example.com/organizations/acme/issues/4712/","l)json"
     R"json(ogger":null,"level":"error","status":"unresolved","substatus":"new","statusDetails":{},"platform":"python","project":{"id":"7","name":"Checkout","slug)json"
     R"json(":"checkout","platform":"python"},"type":"error","issueType":"error","issueCategory":"error","priority":"high","metadata":{"type":"TimeoutError","valu)json"
     R"json(e":"Redis \u8fde\u63a5\u8d85\u65f6","filename":"checkout/cart.py","function":"load"},"numComments":0,"assignedTo":null,"annotations":[],"isUnhandled":)json"
     R"json(true,"count":"12","userCount":9,"firstSeen":"2026-11-23T06:58:00Z","lastSeen":"2026-11-23T07:04:00Z","url":"https://sentry.example.com/api/0/organizat)json"
     R"json(ions/acme/issues/4712/","web_url":"https://sentry.example.com/organizations/acme/issues/4712/","project_url":"https://sentry.example.com/organizations)json"
     R"json(/acme/issues/?project=7"}},"actor":{"type":"application","id":"sentry","name":"Sentry"}})json"},
    DemoPayload{"issue assigned", "issue",
     R"json({"action":"assigned","installation":{"uuid":"5f0c2d0e-7c1b-4c55-9a53-2f5d3a8b1c10"},"data":{"issue":{"id":"4712","shortId":"CHECKOUT-3F","title":"Time)json"
     R"json(outError: Redis \u8fde\u63a5\u8d85\u65f6","culprit":"checkout.cart in load","permalink":"https://sentry.example.com/organizations/acme/issues/4712/",")json"
     R"json(logger":null,"level":"error","status":"unresolved","substatus":"new","statusDetails":{},"platform":"python","project":{"id":"7","name":"Checkout","slu)json"
     R"json(g":"checkout","platform":"python"},"type":"error","issueType":"error","issueCategory":"error","priority":"high","metadata":{"type":"TimeoutError","val)json"
     R"json(ue":"Redis \u8fde\u63a5\u8d85\u65f6","filename":"checkout/cart.py","function":"load"},"numComments":0,"assignedTo":{"type":"user","id":"12","name":"Li)json"
     R"json( Wei","email":"li.wei@example.com"},"annotations":[],"isUnhandled":true,"count":"12","userCount":9,"firstSeen":"2026-11-23T06:58:00Z","lastSeen":"2026)json"
     R"json(-11-23T07:04:00Z"},"assignee":{"type":"user","id":12,"name":"Li Wei","email":"li.wei@example.com"}},"actor":{"type":"user","id":12,"name":"Li Wei"}})json"},
    DemoPayload{"issue resolved", "issue",
     R"json({"action":"resolved","installation":{"uuid":"5f0c2d0e-7c1b-4c55-9a53-2f5d3a8b1c10"},"data":{"issue":{"id":"4712","shortId":"CHECKOUT-3F","title":"Time)json"
     R"json(outError: Redis \u8fde\u63a5\u8d85\u65f6","culprit":"checkout.cart in load","permalink":"https://sentry.example.com/organizations/acme/issues/4712/",")json"
     R"json(logger":null,"level":"error","status":"resolved","substatus":null,"statusDetails":{"inRelease":"checkout@2.14.1"},"platform":"python","project":{"id":)json"
     R"json("7","name":"Checkout","slug":"checkout","platform":"python"},"type":"error","issueType":"error","issueCategory":"error","priority":"high","metadata":{)json"
     R"json("type":"TimeoutError","value":"Redis \u8fde\u63a5\u8d85\u65f6","filename":"checkout/cart.py","function":"load"},"numComments":0,"assignedTo":null,"ann)json"
     R"json(otations":[],"isUnhandled":true,"count":"12","userCount":9,"firstSeen":"2026-11-23T06:58:00Z","lastSeen":"2026-11-23T07:04:00Z"},"resolution_type":"in)json"
     R"json(_release"},"actor":{"type":"user","id":12,"name":"Li Wei"}})json"},
    DemoPayload{"metric critical", "metric_alert",
     R"json({"action":"critical","installation":{"uuid":"5f0c2d0e-7c1b-4c55-9a53-2f5d3a8b1c10"},"data":{"metric_alert":{"id":"31","identifier":"31","organization_)json"
     R"json(id":"1","projects":["checkout"],"status":20,"title":"Error rate of checkout","date_started":"2026-11-23T06:55:00Z","date_detected":"2026-11-23T07:00:0)json"
     R"json(0Z","date_created":"2026-11-23T07:00:01Z","date_closed":null,"alert_rule":{"id":"9","name":"Error rate of checkout","query":"environment:production",")json"
     R"json(aggregate":"count()","environment":"production","time_window":10,"threshold_type":0,"resolve_threshold":20,"triggers":[{"label":"critical","alert_thre)json"
     R"json(shold":100.0,"actions":[]}]}},"description_text":"124 events in the last 10 minutes","description_title":"Critical: Error rate of checkout","web_url":)json"
     R"json("https://sentry.example.com/organizations/acme/alerts/rules/details/9/?alert=31"},"actor":{"type":"application","id":"sentry","name":"Sentry"}})json"},
    DemoPayload{"metric resolved", "metric_alert",
     R"json({"action":"resolved","installation":{"uuid":"5f0c2d0e-7c1b-4c55-9a53-2f5d3a8b1c10"},"data":{"metric_alert":{"id":"31","identifier":"31","organization_)json"
     R"json(id":"1","projects":["checkout"],"status":2,"title":"Error rate of checkout","date_started":"2026-11-23T06:55:00Z","date_detected":"2026-11-23T07:00:00)json"
     R"json(Z","date_created":"2026-11-23T07:00:01Z","date_closed":"2026-11-23T07:20:00Z","alert_rule":{"id":"9","name":"Error rate of checkout","query":"environm)json"
     R"json(ent:production","aggregate":"count()","environment":"production","time_window":10,"threshold_type":0,"resolve_threshold":20,"triggers":[{"label":"crit)json"
     R"json(ical","alert_threshold":100.0,"actions":[]}]}},"description_text":"8 events in the last 10 minutes","description_title":"Resolved: Error rate of check)json"
     R"json(out","web_url":"https://sentry.example.com/organizations/acme/alerts/rules/details/9/?alert=31"},"actor":{"type":"application","id":"sentry","name":"S)json"
     R"json(entry"}})json"},
    DemoPayload{"activity alert", "activity_alert",
     R"json({"action":"triggered","installation":{"uuid":"5f0c2d0e-7c1b-4c55-9a53-2f5d3a8b1c10"},"data":{"issue":{"id":"4712","shortId":"CHECKOUT-3F","title":"Tim)json"
     R"json(eoutError: Redis \u8fde\u63a5\u8d85\u65f6","culprit":"checkout.cart in load","permalink":"https://sentry.example.com/organizations/acme/issues/4712/",)json"
     R"json("logger":null,"level":"error","status":"unresolved","substatus":"new","statusDetails":{},"platform":"python","project":{"id":"7","name":"Checkout","sl)json"
     R"json(ug":"checkout","platform":"python"},"type":"error","issueType":"error","issueCategory":"error","priority":"high","metadata":{"type":"TimeoutError","va)json"
     R"json(lue":"Redis \u8fde\u63a5\u8d85\u65f6","filename":"checkout/cart.py","function":"load"},"numComments":0,"assignedTo":null,"annotations":[],"isUnhandled)json"
     R"json(":true,"count":"12","userCount":9,"firstSeen":"2026-11-23T06:58:00Z","lastSeen":"2026-11-23T07:04:00Z","web_url":"https://sentry.example.com/organizat)json"
     R"json(ions/acme/issues/4712/"},"activity":{"type":"seer_root_cause_completed","details":{"summary":"The connection pool is smaller than the number of worker)json"
     R"json(s."}},"alert":{"id":10,"title":"Seer found something","url":"https://sentry.example.com/organizations/acme/monitors/alerts/10/","settings":[]}},"actor)json"
     R"json(":{"type":"application","id":"sentry","name":"Sentry"}})json"},
    DemoPayload{"comment", "comment",
     R"json({"action":"created","installation":{"uuid":"5f0c2d0e-7c1b-4c55-9a53-2f5d3a8b1c10"},"data":{"comment":"Rolled back to 2.13.9, watching.","project_slug")json"
     R"json(:"checkout","comment_id":901,"issue_id":4712,"timestamp":"2026-11-23T07:10:44.118160Z"},"actor":{"type":"user","id":12,"name":"Li Wei"}})json"},
    DemoPayload{"root cause", "seer",
     R"json({"action":"root_cause_completed","installation":{"uuid":"5f0c2d0e-7c1b-4c55-9a53-2f5d3a8b1c10"},"data":{"run_id":77,"group_id":4712,"root_cause":{"des)json"
     R"json(cription":"Workers outnumber pooled Redis connections, so the last ones wait for 5 s.","steps":[]}},"actor":{"type":"application","id":"sentry","name")json"
     R"json(:"Sentry"}})json"},
    DemoPayload{"build size", "preprod_artifact",
     R"json({"action":"size_analysis_completed","installation":{"uuid":"5f0c2d0e-7c1b-4c55-9a53-2f5d3a8b1c10"},"data":{"buildId":"72","organizationSlug":"acme","p)json"
     R"json(rojectSlug":"acme-ios","platform":"APPLE","state":"COMPLETED","appInfo":{"appId":"com.example.acme","name":"Acme","version":"3.2.0","buildNumber":41,")json"
     R"json(artifactType":"XCARCHIVE","dateAdded":"2026-11-23T05:39:44+00:00"},"gitInfo":{"headSha":"16bee14a5a68d4bb89c48735264b384223754fae","headRef":"checkout)json"
     R"json(-fix","baseRef":"main","prNumber":311,"headRepoName":"acme/ios","provider":"github"},"errorCode":null,"errorMessage":null,"downloadSize":28864215,"ins)json"
     R"json(tallSize":30806016},"actor":{"type":"application","id":"sentry","name":"Sentry"}})json"},
    DemoPayload{"installation", "installation",
     R"json({"action":"created","installation":{"uuid":"5f0c2d0e-7c1b-4c55-9a53-2f5d3a8b1c10"},"data":{"installation":{"status":"installed","organization":{"slug")json"
     R"json(:"acme"},"app":{"uuid":"2ebf071f-28df-4989-aca9-c37c763b278f","slug":"dingtalk-relay"},"code":"","uuid":"5f0c2d0e-7c1b-4c55-9a53-2f5d3a8b1c10"}},"acto)json"
     R"json(r":{"type":"user","id":12,"name":"Li Wei"}})json"},
    DemoPayload{"legacy WebHooks", "",
     R"json({"id": "4713", "project": "storefront", "project_name": "Storefront", "project_slug": "storefront", "logger": null, "level": "error", "culprit": "cart)json"
     R"json(/total.ts in <anonymous>", "message": "", "url": "https://sentry.example.com/organizations/acme/issues/4713/?referrer=webhooks_plugin", "triggering_ru)json"
     R"json(les": ["Send a notification for new issues"], "event": {"event_id": "c0ffee00c0ffee00c0ffee00c0ffee00", "title": "TypeError: Cannot read properties of)json"
     R"json( undefined (reading 'price')", "type": "error", "platform": "javascript", "level": "error", "environment": "staging", "metadata": {"type": "TypeError")json"
     R"json(, "value": "Cannot read properties of undefined (reading 'price')", "filename": "cart/total.ts", "function": "<anonymous>"}, "culprit": "cart/total.ts)json"
     R"json( in <anonymous>", "tags": [["environment", "staging"], ["level", "error"], ["sentry:release", "storefront@1.9.0"]], "timestamp": 1795417500.5, "except)json"
     R"json(ion": {"values": [{"type": "TypeError", "value": "Cannot read properties of undefined (reading 'price')"}]}}})json"},
    DemoPayload{"service hook", "event.alert",
     R"json({"project":{"slug":"billing","name":"Billing"},"group":{"id":"4714","shortId":"BILLING-9","title":"Invoice without a customer","culprit":"billing.invo)json"
     R"json(ice in create","level":"warning","url":"https://sentry.example.com/organizations/acme/issues/4714/"},"event":{"id":"99","eventID":"abad1deaabad1deaaba)json"
     R"json(d1deaabad1dea","title":"Invoice without a customer","message":"Invoice without a customer","dateCreated":"2026-11-23T07:12:00Z","tags":[{"key":"enviro)json"
     R"json(nment","value":"production"},{"key":"level","value":"warning"}],"url":"https://sentry.example.com/organizations/acme/issues/4714/events/99/"}})json"},
    DemoPayload{"unknown kind", "uptime_digest",
     R"json({"action":"weekly","installation":{"uuid":"5f0c2d0e-7c1b-4c55-9a53-2f5d3a8b1c10"},"data":{"uptime_digest":{"monitors":14,"availability":99.98}},"actor)json"
     R"json(":{"type":"application","id":"sentry","name":"Sentry"}})json"},
};
// clang-format on

}  // namespace

std::span<const DemoPayload> demo_payloads() { return kPayloads; }

}  // namespace relay::app
