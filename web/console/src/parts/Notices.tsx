// Where the words of `tell` appear; one who was told before it is there is told when it comes.
import { Notifications, notifications } from "@mantine/notifications";

export const show = notifications.show;

/** At the top, where nothing is pressed: buttons that save and send stand at the right and below. */
export function Notices() {
  return <Notifications position="top-center" />;
}
