namespace Groundswell.Publication;

/// <summary>What a shard tells of one service for its page.</summary>
/// <param name="Day">The last 24 hours in steps of 5 minutes.</param>
/// <param name="Week">The last 7 days in steps of 30 minutes.</param>
/// <param name="Symptoms">Reports of the last 24 hours by symptom number, most first.</param>
/// <param name="Regions">Reports of the last 24 hours by country, most first.</param>
public sealed record ServiceCharts(
    ChartSeries Day,
    ChartSeries Week,
    IReadOnlyList<KeyValuePair<int, int>> Symptoms,
    IReadOnlyList<RegionTally> Regions);
