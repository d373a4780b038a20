// Where the words of `tell` appear; one who was told before it is there is told when it comes.
import { Notifications, notifications } from "@mantine/notifications";

export const show = notifications.show;

export function Notices() {
  return <Notifications position="bottom-right" />;
}
