export declare const root: string;
export declare function filesOf(folder: string): string[];
