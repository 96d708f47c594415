namespace Groundswell.Catalogue;

/// <summary>A kind of service.</summary>
/// <param name="Id">Slug.</param>
/// <param name="Label">The words that pages show.</param>
/// <param name="ReportsStray">
/// True if users of one service of this kind commonly report a rival's outage on it: a call to a dead network fails for the
/// healthy network's customer too, so a small rise on one carrier while another is down is no sign of trouble of its own.
/// </param>
/// <param name="IsBlamed">
/// True if people who cannot reach a large service of any kind commonly report these as well: they take them for the cause (their carrier,
/// their internet provider), or turn to them instead (another network, another messenger) and find them slow.
/// </param>
public sealed record Category(string Id, string Label, bool ReportsStray = false, bool IsBlamed = false);
