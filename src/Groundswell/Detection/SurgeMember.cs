namespace Groundswell.Detection;

/// <summary>A service, or a service in one country, as a part of a group that may rise together.</summary>
/// <param name="Index">Of the service.</param>
/// <param name="Counts">What it counted lately.</param>
/// <param name="Sign">ln of what speaks for an outage of its own beside the number of reports: what is reported, probes, notices.</param>
internal readonly record struct SurgeMember(int Index, RecentCounts Counts, double Sign);
