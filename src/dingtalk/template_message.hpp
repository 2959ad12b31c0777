// SPDX-License-Identifier: MIT
#pragma once

#include <boost/system/result.hpp>

#include "relay/alert/alert.hpp"
#include "relay/dingtalk/renderer.hpp"
#include "relay/dingtalk/robot.hpp"
#include "relay/dingtalk/template_fault.hpp"

namespace relay::dingtalk {

// `frame` with the text of the robot's template: its keyword and mentions are in it whatever the template says, and it
// fits: {message} gives way first, with a note. Else what stands in the way.
[[nodiscard]] boost::system::result<Message, TemplateFault> render_template(const alert::Alert& alert,
                                                                            const Robot& robot,
                                                                            const RenderOptions& options,
                                                                            const Message& frame);

}  // namespace relay::dingtalk
