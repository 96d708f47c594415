using Groundswell.Catalogue;
using Groundswell.Detection;

namespace Groundswell.Learning;

/// <summary>What is known afterwards of a time at which a service was called down.</summary>
/// <param name="Service">Which.</param>
/// <param name="From">When what it was called for began.</param>
/// <param name="To">When it was over.</param>
/// <param name="Verdict">Whether it was rightly called.</param>
public sealed record AlarmLesson(ServiceId Service, DateTimeOffset From, DateTimeOffset To, AlarmVerdict Verdict);
