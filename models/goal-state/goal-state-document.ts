/**
 * The goal state: a document that says what a virtual machine and what runs in it should be.
 *
 * Each version of it has an incarnation, and names the container (the virtual machine) that it is for; agents echo both
 * in what they report. The package of the guest agent travels in it by itself, apart from the version of the guest OS
 * (AZ-14), and only while it is to be installed. The form is that of the public wire protocol; that of the Windows agents
 * of the time is not published, and may differ.
 */

export type GuestOsVersion = 'os1' | 'os2';
export type GuestAgentVersion = 'ga1' | 'ga2';

export interface GoalStateDocument {
  readonly incarnation: number;
  readonly containerId: number;
  readonly guestOs: GuestOsVersion;
  /** Of the disk image: a higher one than that which runs is to be written anew. */
  readonly imageIncarnation: number;
  /** The guest agent to install, if one is to be installed. */
  readonly package: GuestAgentVersion | null;
}

/** What each image of the guest OS brings along. */
export const GUEST_AGENT_OF_THE_IMAGE: GuestAgentVersion = 'ga1';

/** What everything begins with. */
export const firstDocument: GoalStateDocument = {
  incarnation: 1,
  containerId: 1,
  guestOs: 'os1',
  imageIncarnation: 1,
  package: null,
};
