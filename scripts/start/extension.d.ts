export declare function developmentExtension(): string;
