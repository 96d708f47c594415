using System.Text.Json;
using Groundswell.Catalogue;

namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>One shape of JSON pages.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Fits">Whether a body has this shape, by what only this shape has.</param>
/// <param name="Read">What it says.</param>
internal sealed record JsonShape(FeedKind Kind, Func<JsonElement, bool> Fits, Func<JsonElement, FeedPayload, IEnumerable<PageEntry>> Read);
