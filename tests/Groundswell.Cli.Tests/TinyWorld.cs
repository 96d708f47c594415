using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Groundswell.Cli.Tests;

/// <summary>
/// A made-up world in the layout that <c>groundswell attribute</c> reads: a supplier with two regions, a name server operator, a payment
/// supplier, a group of two hosts; 32 services; and a case with one cause, one with none, and one with two. Ids are not indices.
/// </summary>
internal static class TinyWorld
{
    public const int SingleCase = 4;
    public const int NullCase = 9;
    public const int DoubleCase = 12;

    /// <summary>Cause of <see cref="SingleCase"/>: the name servers.</summary>
    public const int NameServers = 20;

    /// <summary>Causes of <see cref="DoubleCase"/>.</summary>
    public const int EastCompute = 5;
    public const int Payments = 24;

    public const string Components = """
        id,name,kind,provider,region,prior
        3,Nimbus/east/net,net,Nimbus,east,0.0002
        5,Nimbus/east/compute,compute,Nimbus,east,0.0003
        8,Nimbus/east/db,db,Nimbus,east,0.0003
        11,Nimbus/west/net,net,Nimbus,west,0.0002
        13,Nimbus/west/compute,compute,Nimbus,west,0.0003
        17,Nimbus/west/db,db,Nimbus,west,0.0003
        20,Quill,dns,Quill,,0.0004
        24,Tally,pay,Tally,,0.0006
        31,host 1,host,Rack,,0.0008
        32,host 2,host,Rack,,0.0008
        36,Lookout,obsv,Lookout,,0.0004
        37,Postie,msg,Postie,,0.0005
        40,Fibre,isp,Fibre,,0.0008

        """;

    public const string Groups = "id,k,members\n2,2,31 32\n";

    private const int FirstService = 101;
    private const int Services = 30;
    private const int SupplierPage = 190;
    private const int CarrierPage = 191;

    public static IReadOnlyList<int> ComponentIds { get; } =
        [.. Components.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => int.Parse(row.Split(',')[0], CultureInfo.InvariantCulture))];

    /// <param name="cli">Where to write.</param>
    /// <param name="folder">Folder in it.</param>
    /// <param name="changedFrom">The first snapshot, in minutes, from which what is seen differs from the usual; what began or was posted after the one before it as well.</param>
    public static void Write(CommandLine cli, string folder, int changedFrom = int.MaxValue)
    {
        cli.Write($"{folder}/components.csv", Components);
        cli.Write($"{folder}/groups.csv", Groups);
        cli.Write($"{folder}/services.csv", ServiceRows());
        cli.Write($"{folder}/edges_known.csv", EdgeRows());
        cli.Write($"{folder}/obs.csv", ReportRows(changedFrom));
        cli.Write($"{folder}/probes.csv", ProbeRows(changedFrom));
        cli.Write($"{folder}/status.csv", NoticeRows(changedFrom));
    }

    /// <summary>Every table under its name and <c>.gz</c> instead.</summary>
    public static void Pack(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*.csv"))
        {
            using (var packed = new GZipStream(File.Create(file + ".gz"), CompressionLevel.Optimal))
            {
                packed.Write(File.ReadAllBytes(file));
            }

            File.Delete(file);
        }
    }

    private static IEnumerable<int> ServiceIds => Enumerable.Range(FirstService, Services);

    private static bool Needs(int service, int component) => component switch
    {
        EastCompute => service <= 112,
        8 => service is > 106 and <= 118,
        13 => service is > 112 and <= 124,
        17 => service is > 118 and <= 128,
        NameServers => service % 2 == 0,
        Payments => service % 3 == 0,
        36 => service % 5 == 0,
        37 => service % 7 == 0,
        40 => service % 4 == 1,
        _ => false,
    };

    private static bool IsDown(int testCase, int service) => testCase switch
    {
        SingleCase => Needs(service, NameServers),
        DoubleCase => Needs(service, EastCompute) || Needs(service, Payments),
        _ => false,
    };

    private static string ServiceRows()
    {
        var text = new StringBuilder("id,name,category,info_mu\n");
        foreach (var service in ServiceIds)
        {
            text.Append(CultureInfo.InvariantCulture, $"{service},shop {service},svc,3.0\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{SupplierPage},brand:Nimbus,brand,3.0\n{CarrierPage},isp:Fibre,isp,3.0\n").ToString();
    }

    private static string EdgeRows()
    {
        var text = new StringBuilder("src_type,src,dst_type,dst,w,lag_med_min,kind\n");
        text.Append("c,3,c,5,0.81,4.0,compute\nc,3,c,8,0.82,4.0,db\nc,11,c,13,0.81,4.0,compute\nc,11,c,17,0.82,4.0,db\n");
        foreach (var (component, weight, kind) in ((int, double, string)[])[(EastCompute, 0.8, "compute"), (8, 0.8, "db"), (13, 0.8, "compute"), (17, 0.8, "db"), (NameServers, 0.9, "dns"), (Payments, 0.8, "pay"), (36, 0.05, "obsv"), (37, 0.15, "msg"), (40, 0.12, "isp")])
        {
            foreach (var service in ServiceIds.Where(service => Needs(service, component)))
            {
                text.Append(CultureInfo.InvariantCulture, $"c,{component},s,{service},{weight},2.0,{kind}\n");
            }
        }

        foreach (var service in ServiceIds.Where(service => service > 124))
        {
            text.Append(CultureInfo.InvariantCulture, $"g,2,s,{service},0.92,1.0,host\n");
        }

        foreach (var component in (int[])[3, EastCompute, 8, 11, 13, 17])
        {
            text.Append(CultureInfo.InvariantCulture, $"c,{component},s,{SupplierPage},0.71,2.2,brand\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"c,40,s,{CarrierPage},0.9,1.0,isp\n").ToString();
    }

    private static string ReportRows(int changedFrom)
    {
        var text = new StringBuilder("case,service,llr10,llr25,llr60,onset\n");
        foreach (var testCase in (int[])[DoubleCase, SingleCase, NullCase])
        {
            foreach (var service in ServiceIds.Append(SupplierPage))
            {
                // As if it had ended for those that are down, and as if every third of the others were down late.
                var (down, late) = (IsDown(testCase, service), !IsDown(testCase, service) && service % 3 == 1);
                var usual = down ? (Early: 1.5, After: 9) : (Early: -1, After: -6); // little is told early, so that probabilities are not at their ends
                var changed = down ? -6 : late ? 9 : -2;
                var onset = down ? "63.5" : late && changedFrom <= 60 ? (changedFrom == 25 ? "74.0" : "90.0") : "";
                text.Append(CultureInfo.InvariantCulture, $"{testCase},{service},{usual.Early},{(changedFrom <= 25 ? changed : usual.After)},{(changedFrom <= 60 ? changed : usual.After)},{onset}\n");
            }
        }

        return text.ToString();
    }

    private static string ProbeRows(int changedFrom)
    {
        var text = new StringBuilder("case,target_type,target,class10,class25,class60\n");
        foreach (var testCase in (int[])[SingleCase, NullCase, DoubleCase])
        {
            foreach (var service in ServiceIds.Where(service => service % 5 == 2))
            {
                var usual = !IsDown(testCase, service) ? "ok" : testCase == SingleCase ? "servfail" : "http5xx";
                text.Append(CultureInfo.InvariantCulture, $"{testCase},s,{service},{(testCase == SingleCase ? "ok" : usual)},{(changedFrom <= 25 ? "tls" : usual)},{(changedFrom <= 60 ? "tls" : usual)}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{testCase},c,{Payments},{(testCase == DoubleCase ? "timeout,http5xx,http5xx" : "ok,ok,ok")}\n");
        }

        return text.ToString();
    }

    private static string NoticeRows(int changedFrom)
    {
        var text = new StringBuilder("case,component,posted_at_min\n");
        text.Append(CultureInfo.InvariantCulture, $"{DoubleCase},{EastCompute},84.0\n{SingleCase},36,12.5\n");
        if (changedFrom <= 60)
        {
            text.Append(CultureInfo.InvariantCulture, $"{SingleCase},17,{(changedFrom == 25 ? "70.5" : "85.5")}\n{NullCase},13,{(changedFrom == 25 ? "71.0" : "100.0")}\n");
        }

        return text.ToString();
    }
}
