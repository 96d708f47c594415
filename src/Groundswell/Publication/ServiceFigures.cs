using Groundswell.Detection;

namespace Groundswell.Publication;

/// <summary>What a shard tells of one service at a tick.</summary>
/// <param name="Assessment">What the detector says.</param>
/// <param name="Sparkline">Counts of the last 48 half hours, oldest first, the running one included.</param>
/// <param name="SparklineExpected">What was expected in them.</param>
public sealed record ServiceFigures(ServiceAssessment Assessment, IReadOnlyList<int> Sparkline, IReadOnlyList<float> SparklineExpected);
