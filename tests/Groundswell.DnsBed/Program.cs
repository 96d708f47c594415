using System.Globalization;
using System.Text.Json;
using Groundswell.DnsBed;
using Groundswell.DnsBed.Cases;

// Keeps the bed standing for other tools, until its input ends: prints where it stands and its cases as one line of JSON.
// The one argument is the port; tools that know no other than 53 need that one, and it needs rights.
int? port = args is [var wanted] ? int.Parse(wanted, CultureInfo.InvariantCulture) : null;
CaseBook? book = null;
await using var bed = await StandingBed.StartAsync(world => book = CaseBook.Fill(world), port, CancellationToken.None);
await book!.PrepareAsync(bed, CancellationToken.None);
Console.WriteLine(JsonSerializer.Serialize(BedListing.Of(bed, book), JsonSerializerOptions.Web));
await Console.In.ReadToEndAsync();
