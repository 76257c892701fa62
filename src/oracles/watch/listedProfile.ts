import type { FeedProfile } from "../checks/profile.ts";

/** A profile that holds on whatever chain its feed speaks. */
export type ProfileAnywhere = Omit<FeedProfile, "chainId"> & { readonly chainId: null };

/** A profile as a list holds it: of a feed on one chain, or on any. */
export type ListedProfile = FeedProfile | ProfileAnywhere;

export function isAnywhere(profile: ListedProfile): profile is ProfileAnywhere {
  return profile.chainId === null;
}
