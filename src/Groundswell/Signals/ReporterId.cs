namespace Groundswell.Signals;

/// <summary>
/// Who reported, as a keyed hash that nobody can turn back: the key is random, lives for one UTC day, and is then deleted.
/// </summary>
/// <param name="Today">The hash with the key of the day of arrival; this one is stored.</param>
/// <param name="Yesterday">The hash with the key of the day before, or 0; only in the first half hour of a day, so that midnight lets nobody count twice.</param>
public readonly record struct ReporterId(long Today, long Yesterday = 0);
