using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Publication;

/// <summary>Something that a service cannot do without fails.</summary>
/// <param name="Component">What fails.</param>
/// <param name="Via">What the service needs itself: the same, or something that cannot do without it.</param>
/// <param name="Since">From when on.</param>
/// <param name="Said">What its supplier says, where nothing but that is known of it; else null.</param>
/// <param name="SaidSince">Since when it says just that; null where it says nothing.</param>
public sealed record Risk(ComponentId Component, ComponentId Via, DateTimeOffset Since, NoticeState? Said = null, DateTimeOffset? SaidSince = null);
