using System.Text.Json;
using Groundswell.Catalogue;

namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>One shape of JSON pages.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Fits">Whether a body has this shape, by what only this shape has.</param>
/// <param name="Read">What it says.</param>
internal sealed record JsonShape(FeedKind Kind, Func<JsonElement, bool> Fits, Func<JsonElement, FeedPayload, IEnumerable<PageEntry>> Read)
{
    /// <summary>Where the news stands (<see cref="JsonParts"/>). What is not of its type there was not read, so that silence is no good news.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Why a page that says nothing says nothing good either; null where silence is good news.</summary>
    public Func<JsonElement, string?> Doubt { get; init; } = _ => null;
}
