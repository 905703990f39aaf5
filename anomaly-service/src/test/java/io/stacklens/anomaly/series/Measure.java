package io.stacklens.anomaly.series;

import io.stacklens.anomaly.forest.ForestSettings;
import io.stacklens.anomaly.series.SyntheticSeries.Incident;
import io.stacklens.model.window.WindowMetrics;

import java.util.*;

class Measure {
    public static void main(String[] a) {
        for (double[] c :
                new double[][] {
                    {5, 0.02}, {20, 0}, {20, 0.02}, {100, 0}, {100, .02}, {1000, 0}, {1000, .01}
                }) {
            double[] thr = {0.55, 0.58, 0.6, 0.62, 0.65};
            double[] dev = {4, 4.5, 5};
            int[][][] fp = new int[2][3][5];
            int[][][][] tp = new int[2][4][3][5];
            int[] total = new int[2], pl = new int[2];
            double[] mean = new double[5];
            for (int seed = 0; seed < 4; seed++) {
                SyntheticSeries s = new SyntheticSeries("x", 100 + seed, c[0], c[1]);
                List<WindowMetrics> h = new ArrayList<>(s.next(60));
                for (int round = 0; round < 48; round++) {
                    int day = round < 23 ? 0 : 1;
                    SeriesModel m = SeriesModel.train(h, ForestSettings.withSeed(seed));
                    List<WindowMetrics> nx = s.next(60);
                    for (WindowMetrics w : nx) {
                        Verdict v = m.judge(w);
                        total[day]++;
                        for (int d = 0; d < 3; d++)
                            for (int t = 0; t < 5; t++)
                                if (v.score() >= thr[t] && v.deviation() >= dev[d]) fp[day][d][t]++;
                    }
                    Incident[] in = {
                        Incident.ERRORS, Incident.SLOW, Incident.FLOOD, Incident.DROUGHT
                    };
                    h.addAll(nx);
                    pl[day]++;
                    for (int k = 0; k < 4; k++) {
                        Verdict v = m.judge(s.next(in[k]));
                        mean[k + 1] += v.score() / 48 / 4;
                        for (int d = 0; d < 3; d++)
                            for (int t = 0; t < 5; t++)
                                if (v.score() >= thr[t] && v.deviation() >= dev[d])
                                    tp[day][k][d][t]++;
                    }
                }
            }
            System.out.printf(
                    "vol=%.0f err=%.2f errors %.2f slow %.2f flood %.2f drought %.2f%n",
                    c[0], c[1], mean[1], mean[2], mean[3], mean[4]);
            for (int day = 0; day < 2; day++)
                for (int d = 0; d < 3; d++) {
                    System.out.printf("   day %d dev %.1f fp/500:", day, dev[d]);
                    for (int t = 0; t < 5; t++)
                        System.out.printf(" %.2f", fp[day][d][t] * 500.0 / total[day]);
                    System.out.print("  | recall errors/slow/flood/drought:");
                    for (int t = 0; t < 5; t++) {
                        System.out.print("  ");
                        for (int k = 0; k < 4; k++)
                            System.out.printf("%d/", tp[day][k][d][t] * 100 / pl[day]);
                    }
                    System.out.println();
                }
        }
    }
}
