using System.Globalization;
using System.Text.Json;
using Groundswell.DnsBed;
using Groundswell.DnsBed.Cases;
using Groundswell.DnsBed.Signing;
using Groundswell.DnsBed.Software;

// Keeps a bed standing for other tools, until its input ends: prints where it stands and its cases as one line of JSON.
// usage: Groundswell.DnsBed [PORT | --small]
// PORT     of every server; tools that know no other than 53 need that one, and it needs rights
// --small  a root on two servers, without cases
if (args is ["--small"])
{
    await using var small = await StandingBed.StartAsync(
        world => world.Zone(".").On(world.Server("knot", ServerSoftware.Knot), "", ZoneSigning.Ecdsa).On(world.Server("bind", ServerSoftware.Bind), "", ZoneSigning.Ecdsa),
        CancellationToken.None);
    Console.WriteLine(JsonSerializer.Serialize(new { small.Port, Hints = small.HintsFile }, JsonSerializerOptions.Web));
    await Console.In.ReadToEndAsync();
    return;
}

int? port = args is [var wanted] ? int.Parse(wanted, CultureInfo.InvariantCulture) : null;
CaseBook? book = null;
await using var bed = await StandingBed.StartAsync(world => book = CaseBook.Fill(world), port, null, CancellationToken.None);
await book!.PrepareAsync(bed, CancellationToken.None);
Console.WriteLine(JsonSerializer.Serialize(BedListing.Of(bed, book), JsonSerializerOptions.Web));
await Console.In.ReadToEndAsync();
